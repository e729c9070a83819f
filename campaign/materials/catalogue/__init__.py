"""The catalogue: which materials there are, in which sizes, what a pack holds, and what is no longer in use."""
