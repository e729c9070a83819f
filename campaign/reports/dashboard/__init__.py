"""Dashboards (SPEC F6): the country, a region, a relay, a stop; figures from counters, charts that are shapes."""
