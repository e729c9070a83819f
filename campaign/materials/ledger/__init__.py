"""The documents of stock: found, read, made by hand, received, taken back; and which days of the books are closed."""
