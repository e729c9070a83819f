"""Panels on paper: drawn from what is kept of them, printed only through the gate, each print a frozen sheet; the hall plan."""
