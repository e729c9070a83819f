"""What cuts across the features and only reads: the start page; and the demo that fills an empty house."""
