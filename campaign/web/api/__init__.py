"""The kit for machines: operations under /api/v1 with tokens, problem answers, keys, versions and pages (SPEC A4)."""
