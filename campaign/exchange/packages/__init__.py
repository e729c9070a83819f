"""The package of a district: a stop taken along to a machine without a network, and brought back (SPEC A6, decision 0053)."""
