"""Certificates of participation and letters of thanks: numbered, frozen, and told apart from invented ones (SPEC P6, D)."""
