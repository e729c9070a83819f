"""The print desk (SPEC D5): a link and a PIN with which a clerk without an account prints the papers of one event."""
