"""What a team was issued, gave, brought back and lost; closing its figures, and those of the walk (W4)."""
