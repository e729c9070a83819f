"""Tokens by which a machine acts for an account, with no more than the scopes that were ticked."""
