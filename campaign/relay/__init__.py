"""The relay itself: campaigns, relays, the chain of stops, the proposal of order and dates."""
