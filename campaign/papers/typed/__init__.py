"""Typing back: what a pen wrote on a printed sheet, entered row by row in the printed order (SPEC D4)."""
