"""With what this installation signs the packages it makes."""

import hashlib

from campaign.core import crypto
from campaign.exchange.packages.filing import public_of


def installation_secret() -> bytes:
    """It follows from the key of the house: nothing is stored, and a restored backup signs as before."""
    return hashlib.sha256(crypto.derived_token("package.sign", "installation", 1).encode()).digest()


def installation_signer() -> str:
    """By which its signatures are known."""
    return public_of(installation_secret())
