"""The printed act of a handover: what is frozen, in which words, and how it is laid out."""
