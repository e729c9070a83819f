"""How much is needed of what: norms, the numbers that they are multiplied with, and sets that are issued together."""
