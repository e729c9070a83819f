"""Materials: what there is, where it is, how it came there, how much is needed and when it runs short."""
