"""Acts on groups and waiting lists: asking for places, names, numbers, links; putting first, terms and their end."""
