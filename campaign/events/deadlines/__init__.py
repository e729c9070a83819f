"""What an event rests on in law, what has to be filed with whom until when, and what was filed (SPEC E4)."""
