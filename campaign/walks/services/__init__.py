"""Acts on the register of offices and on walks."""
