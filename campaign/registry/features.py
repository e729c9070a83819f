"""The features, lowest floor first: each may import those named before it."""

FEATURES = (
    "accounts",
    "territory",
    "papers",
    "relay",
    "events",
    "people",
    "motorcades",
    "walks",
    "materials",
    "exhibition",
    "reports",
    "exchange",
    "guide",
)
