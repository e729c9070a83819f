"""Lists for the day itself: to sign in, to check in by letter, to march with."""
