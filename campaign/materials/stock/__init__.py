"""What is where: stores, materials, what is under way and who holds what; the card of a material."""
