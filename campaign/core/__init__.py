"""What every feature stands on: the database, the clocks, words, keys. Knows no feature and no request."""
