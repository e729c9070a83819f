"""The roll-up for the capital: figures by stop of a relay and by region, what is missing, and who is asked for it."""
