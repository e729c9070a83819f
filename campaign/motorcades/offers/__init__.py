"""Drivers who bring their own car: offered on the ticket, accepted into the column or declined (SPEC M1)."""
