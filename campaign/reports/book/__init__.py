"""The book of the relay: what each stop owes it, its pages, and the whole book frozen under a number (SPEC R9)."""
