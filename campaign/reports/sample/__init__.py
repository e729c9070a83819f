"""Sample data: a season that is on now, put into an empty installation to be tried, and taken out again without a trace."""
