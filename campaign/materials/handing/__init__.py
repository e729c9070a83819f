"""Materials go on with the baton: along with a handover, moved by a slip, told on the start page and on the page of a stop."""
