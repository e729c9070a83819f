"""What a phone at the door carries along to work without a network: the page, its words, its rules and its service worker."""
