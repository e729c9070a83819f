"""The papers of a column: its sheet, the sheet of each driver, the number behind the windscreen, the scheme of the route."""
