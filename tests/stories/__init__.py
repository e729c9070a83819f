"""Days of the relay, played through from morning to evening on the demo."""
