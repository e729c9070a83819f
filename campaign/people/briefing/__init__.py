"""Telling the people of an event why it is held: who got which version of its briefing, and the sheet they sign."""
