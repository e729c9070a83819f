"""A test client that asks as a program does: with a token, JSON, and a key for each act."""

from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from campaign.accounts.models import User
from campaign.accounts.tokens.models import ApiToken
from campaign.accounts.tokens.schemas import Scope
from campaign.accounts.tokens.secrets import new_secret
from campaign.core import clock, crypto
from campaign.core.db import db
from tests.factories import kept
from tests.reader import fresh_context


def a_token_of(user: User, *scopes: Scope, days: int = 30) -> str:
    """A token of the account with these scopes, or with all; its secret."""
    secret = new_secret()
    kept(
        ApiToken(
            user_id=user.id, name="Табло", scopes=sorted(scopes or Scope), token_hash=crypto.token_hash(secret),
            tail=secret[-4:], made_at=clock.now(), expires_at=clock.now() + timedelta(days=days),
        )
    )  # fmt: skip
    return secret


def a_token_row(user: User) -> int:
    """The number of a token of the account."""
    a_token_of(user)
    return db.session.scalars(select(ApiToken.id).where(ApiToken.user_id == user.id)).one()


class Machine:
    """Somebody's program. `ask` sends any method; an act gets a fresh key unless one is given."""

    def __init__(self, app: Flask, token: str = "") -> None:
        self.client, self.token = app.test_client(), token

    @classmethod
    def of(cls, app: Flask, user: User, *scopes: Scope) -> "Machine":
        return cls(app, a_token_of(user, *scopes))

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            given.setdefault("Authorization", f"Bearer {self.token}")
        if method != "GET":
            given.setdefault("Idempotency-Key", crypto.new_uid())
        sent = {} if body is None else {"json": body}
        with fresh_context():
            return self.client.open(f"/api/v1{path}", method=method, headers=given, **sent)

    def get(self, path: str, **headers: str) -> Any:
        answer = self.ask("GET", path, **headers)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.json
