"""Bringing rooms in by a table, such as an akimat's telephone directory: judged row by row, written all at once, taken back."""
