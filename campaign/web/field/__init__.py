"""Field pages: what a phone carries along to work without a network. One kit for check-in, columns and walks."""
