"""Every paper there is, with invented data: to look at before anything is printed, and to hold the kit to its word."""
