"""What is known of one person: told, erased, kept no longer than its purpose (SPEC P10)."""
