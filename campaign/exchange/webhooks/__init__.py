"""Webhooks: other machines are called when something happened here, signed, as often as it takes, with a log of every call."""
