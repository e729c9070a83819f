"""One story a role: somebody lives through the job of that role in a browser, and the guide's pictures are taken on the way."""
