"""The event report: written from what the campaign knows, edited as text, signed and then frozen (SPEC D; DOMAIN 2)."""
