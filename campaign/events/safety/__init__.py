"""The safety plan of an event: risks and measures, help, evacuation, lost children, weather, communication, phones."""
