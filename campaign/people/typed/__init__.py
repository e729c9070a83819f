"""Lists of people typed back: who came, who was struck out, who wants no pictures, who came unregistered."""
