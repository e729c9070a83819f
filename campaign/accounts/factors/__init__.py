"""The second factor: codes of an app, passkeys, recovery codes; and showing once more that it is oneself."""
