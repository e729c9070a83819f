"""What happens at a stop: kinds, places, kits, events and their states."""
