"""What happens when the weather is against an event: a reserve date, a place indoors, who decides, and switching (SPEC E3)."""
