"""The day of a column: who has come, set off and arrived, by phones and the desk; when the route was passed (M5)."""
