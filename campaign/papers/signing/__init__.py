"""Who signs the papers of a relay or a stop: one after another, each from a day on."""
