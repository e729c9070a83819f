"""The test page of a printer: what it leaves white, how dark its greys are, what it can still be read and scanned of."""
