"""The personal page: reading codes, what its forms take, what it shows."""
