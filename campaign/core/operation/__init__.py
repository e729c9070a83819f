"""How the installation is: what is measured, what is looked at in the night, what runs it."""
