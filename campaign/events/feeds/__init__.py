"""Calendar feeds (RFC 5545): the programme and route of a relay, one event, and a staff member's own, by a secret address."""
