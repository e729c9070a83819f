"""Photos of events: made anew without their secrets, kept sealed, printed only with the consent of those who are seen."""
