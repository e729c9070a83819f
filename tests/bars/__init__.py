"""The bars of reliability and security: what is asked, and what measures it. `python3 app.py bench bars` prints them."""
