"""A house in a folder of its own, for benchmarks that measure in processes: one makes it, others open it again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from campaign.accounts.models import User
from campaign.accounts.queries import COOKIE
from campaign.config import Config, fresh_key
from campaign.core.actor import SYSTEM, Role, acting_as
from campaign.core.schema import load_shipped, upgrade_to
from campaign.factory import create_app
from tests.factories import a_session_of, a_user

KEY = b"k" * 32
LANGUAGE = {"Accept-Language": "kk"}


def opened(folder: str) -> Flask:
    """The application on the database of this folder, with the secret of whoever opened it first."""
    secret = Path(folder) / "secret"
    if not secret.exists():
        secret.write_text(fresh_key())
    database = f"sqlite:///{folder}/ours.db"
    return create_app(Config(secret.read_text(), KEY, KEY, database, Path(folder), default_language="kk", testing=True))


@contextmanager
def inside(folder: str) -> Iterator[Flask]:
    """The same with a context and everybody's rights, until the block ends."""
    app = opened(folder)
    with app.app_context(), acting_as(SYSTEM):
        yield app


@contextmanager
def new(folder: str) -> Iterator[Flask]:
    """As `inside`, of a house with all that ships and nothing else."""
    with inside(folder) as app:
        upgrade_to("head")
        load_shipped()
        yield app


def sign_in(folder: str, user: User | None = None) -> None:
    """The account, or one that sees all of it, is signed in in every later `browser`."""
    (Path(folder) / "cookie").write_text(a_session_of(user or a_user(Role.NATIONAL)))


def browser(app: Flask, folder: str) -> FlaskClient:
    """Of whoever is signed in."""
    client = app.test_client()
    client.set_cookie(COOKIE, (Path(folder) / "cookie").read_text())
    return client
