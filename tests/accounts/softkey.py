"""A passkey without a device: makes a key pair, and signs what a browser would have it sign."""

import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import select
from webauthn.helpers import bytes_to_base64url

from campaign.accounts.factors.models import Passkey
from campaign.accounts.models import User
from campaign.core import clock, crypto
from campaign.core.db import db
from tests.factories import kept

VERIFIED, PRESENT, ATTESTED = 0x05, 0x01, 0x40


@dataclass
class SoftKey:
    """One passkey of one site. `counts` is how far each signature moves its count; 0 as in phones that do not count."""

    rp_id: str = "localhost"
    origin: str = "http://localhost"
    flags: int = VERIFIED
    counts: int = 1
    count: int = 0
    handle: str = ""
    id: bytes = field(default_factory=lambda: os.urandom(24))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def made(self, options: dict[str, Any]) -> str:
        """The answer to options for a new passkey."""
        self.handle = options["user"]["id"]
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        told = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor2.dumps(public)
        attested = {"fmt": "none", "attStmt": {}, "authData": self._data(self.flags | ATTESTED) + told}
        response = {"attestationObject": cbor2.dumps(attested), "clientDataJSON": self._client("create", options)}
        return self._answer(response, transports=["internal"])

    def signed(self, options: dict[str, Any]) -> str:
        """The answer to options for showing it."""
        self.count += self.counts
        data, client = self._data(self.flags), self._client("get", options)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        told = {"authenticatorData": data, "clientDataJSON": client, "signature": signature}
        return self._answer(told, userHandle=self.handle)

    def _data(self, flags: int) -> bytes:
        return hashlib.sha256(self.rp_id.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, act: str, options: dict[str, Any]) -> bytes:
        told = {"type": f"webauthn.{act}", "challenge": options["challenge"], "origin": self.origin, "crossOrigin": False}
        return json.dumps(told).encode()

    def _answer(self, response: dict[str, bytes], **more: object) -> str:
        told = {name: bytes_to_base64url(value) for name, value in response.items()} | more
        named = bytes_to_base64url(self.id)
        return json.dumps({"id": named, "rawId": named, "type": "public-key", "response": told})


def a_passkey_row(user: User) -> int:
    """The number of a passkey of the account, which no device has."""
    named = bytes_to_base64url(os.urandom(24))
    kept(Passkey(user_id=user.id, name="phone", credential_id=named, credential_hash=crypto.token_hash(named),
                 public_key="none", transports=[], made_at=clock.now()))  # fmt: skip
    return db.session.scalars(select(Passkey.id).where(Passkey.user_id == user.id)).one()
