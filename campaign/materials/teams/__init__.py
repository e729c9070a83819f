"""What teams of a walk carry, through the ledger: figures that are typed post documents, closing leaves a team with nothing."""
