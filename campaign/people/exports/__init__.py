"""Taking the people of an event out as a table: as the list is filtered, in the reader's language and alphabet (SPEC A5)."""
