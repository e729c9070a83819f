"""What leaves the house and comes back: packages for a district without a network, and calls to other machines."""
