"""Alarms: what an account or network did oftener within an hour than work explains; told, and put down with a word."""
