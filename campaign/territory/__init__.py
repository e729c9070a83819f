"""Where the relay goes: regions, cities, districts, the bodies that sit there."""
