"""What is in the stores already, brought in from a table: looked at first, then one receipt for each store."""
