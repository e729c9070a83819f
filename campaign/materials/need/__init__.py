"""What a route needs of each material, stop by stop and day by day, and when a stop runs short."""
