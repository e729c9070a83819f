"""The table kit: spreadsheets in and out, safe against formulas. Knows no feature."""
