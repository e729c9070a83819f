"""Drafts of a plan: kept side by side under names, opened, compared, and made a season."""
