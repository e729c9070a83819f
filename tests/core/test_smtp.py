"""Letters in real conversations with a mail server: several in one, refusals, encryption, a process killed in the middle."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from campaign.config import ROOT
from campaign.core import clock, mail
from campaign.core.db import db, unit_of_work
from campaign.core.mail import Letter, Message, MessageState, Words
from tests.accounts.conftest import an_account
from tests.mailserver import a_certificate, mail_server

WAITING, SENDING, SENT, FAILED = MessageState
# The courier of another process: it has the database, the data folder and the address of the mail server, and no more.
COURIER = """
import sys
from pathlib import Path
from campaign.core import mail
from tests.conftest import built_app
database, folder, server = sys.argv[1:]
app = built_app(database, Path(folder))
app.config["MAIL_SERVER"] = server
with app.app_context():
    mail.deliver_waiting()
"""


@pytest.fixture(autouse=True)
def writer(monkeypatch):
    def write(facts):
        return Letter(facts.get("to", "a@relay.example"), f"Эстафета {facts.get('number', '')}", (Words("Мәтін"),))

    monkeypatch.setitem(mail.WRITERS, "good", write)


def queued(count=1, **facts):
    with unit_of_work() as session:
        for number in range(count):
            mail.queue(session, "good", "kk", **{"number": number, **facts})


def states() -> list[tuple[MessageState, str]]:
    db.session.rollback()
    return [tuple(row) for row in db.session.execute(select(Message.state, Message.trouble).order_by(Message.id))]


def due_again():
    with unit_of_work() as session:
        session.execute(update(Message).where(Message.state == WAITING).values(next_at=clock.now()))


def delivered(app, server) -> int:
    app.config["MAIL_SERVER"] = server.address
    return mail.deliver_waiting()


def test_the_letters_of_a_turn_go_in_one_conversation(app):
    queued(5)
    with mail_server() as server:
        assert delivered(app, server) == 5
    assert server.subjects == [f"Эстафета {number}" for number in range(5)]
    assert len(server.conversations) == 1


def test_a_server_that_ends_the_talk_is_greeted_again(app):
    queued(3)
    with mail_server() as server:
        server.answers = ["250 kept", "421 4.7.0 enough for now"]
        assert delivered(app, server) == 1
        assert states() == [(SENT, ""), (WAITING, "421 4.7.0"), (WAITING, "")]
        due_again()
        assert delivered(app, server) == 2
    assert len(server.conversations) == 2


def test_what_is_refused_for_now_goes_later(either_app):
    queued(2)
    with mail_server() as server:
        server.at_rcpt = ["451 4.7.1 please try again later, a@relay.example"]
        assert delivered(either_app, server) == 1
        assert states() == [(WAITING, "451 4.7.1"), (SENT, "")]
        assert delivered(either_app, server) == 0, "not before its pause is over"
        due_again()
        assert delivered(either_app, server) == 1
    assert states() == [(SENT, "")] * 2
    assert server.subjects == ["Эстафета 1", "Эстафета 0"]


@pytest.mark.parametrize("where", ["at_rcpt", "answers"])
def test_what_is_refused_for_good_fails_at_once_and_says_so(either_app, where, caplog):
    queued(2)
    with mail_server() as server:
        setattr(server, where, ["550 5.1.1 <a@relay.example>: no such mailbox"])
        assert delivered(either_app, server) == 1
        due_again()
        assert delivered(either_app, server) == 0
    assert states() == [(FAILED, "550 5.1.1"), (SENT, "")]
    assert "550 5.1.1" in caplog.text
    assert "relay.example" not in caplog.text, "an address is nobody's business in a log"


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_a_server_that_does_not_take_our_sender_keeps_every_letter_waiting(app):
    queued(3)
    with mail_server(auth_required=True, auth_require_tls=False) as server:
        assert delivered(app, server) == 0
    assert states() == [(WAITING, "530 5.7.0"), (WAITING, ""), (WAITING, "")]


def test_a_talk_is_encrypted_where_the_server_offers_it(app, tmp_path):
    queued()
    with mail_server(tls_context=a_certificate(tmp_path)) as server:
        assert delivered(app, server) == 1
    assert server.encrypted == [True]


@pytest.fixture
def with_a_user(app, tmp_path, monkeypatch):
    """Signing in at the server, whose certificate this machine trusts."""
    tls = a_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "server.pem"))
    app.config.update(MAIL_USER="relay", MAIL_PASSWORD="right")
    return tls


def test_a_user_signs_in_under_a_certificate_that_is_good(app, with_a_user):
    queued(2)
    with mail_server(tls_context=with_a_user, auth_required=True) as server:
        assert delivered(app, server) == 2
    assert server.signed_in == [("relay", "right")]


def test_a_password_that_is_wrong_keeps_the_letters_waiting(app, with_a_user):
    app.config["MAIL_PASSWORD"] = "wrong"
    queued(2)
    with mail_server(tls_context=with_a_user, auth_required=True) as server:
        assert delivered(app, server) == 0
    assert states() == [(WAITING, "535 5.7.8"), (WAITING, "")]
    assert server.letters == []


@pytest.mark.parametrize("stranger", [True, False])
def test_a_password_is_told_to_no_stranger_and_never_in_the_clear(app, with_a_user, monkeypatch, stranger):
    if stranger:
        monkeypatch.delenv("SSL_CERT_FILE")
    queued()
    with mail_server(**({"tls_context": with_a_user} if stranger else {"auth_require_tls": False})) as server:
        assert delivered(app, server) == 0
    assert (server.signed_in, server.letters) == ([], [])
    [(state, trouble)] = states()
    assert (state, trouble) == (WAITING, "SSLCertVerificationError" if stranger else "no encryption for the password")


def test_a_courier_killed_after_the_server_took_the_letter_sends_the_same_letter_again(either_app, tmp_path):
    """The one moment in which a letter can go out twice: it bears the same Message-ID then, by which mailboxes know it."""
    account = an_account().id
    with unit_of_work() as session:
        mail.queue(session, "accounts.password_changed", "ru", user_id=account)
    database = either_app.config["SQLALCHEMY_DATABASE_URI"]
    db.session.remove()
    with mail_server() as server:
        command = [sys.executable, "-c", COURIER, database, str(tmp_path), server.address]
        courier = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
        server.on_data = lambda: os.kill(courier.pid, signal.SIGKILL)
        assert courier.wait(60) == -signal.SIGKILL
        server.on_data = lambda: None
        assert states() == [(SENDING, "")]
        assert delivered(either_app, server) == 0, "the lease of the dead still runs"
        with unit_of_work() as session:
            session.execute(update(Message).values(next_at=clock.now() - timedelta(seconds=1)))
        assert delivered(either_app, server) == 1
    assert states() == [(SENT, "")]
    first, second = server.letters
    assert first["Message-ID"] == second["Message-ID"]


def test_two_letters_have_two_names(app):
    queued(2)
    with mail_server() as server:
        delivered(app, server)
    names = {letter["Message-ID"] for letter in server.letters}
    assert len(names) == 2
    assert all(name.startswith("<") and name.endswith("@localhost>") for name in names)


@pytest.mark.parametrize("to", ["", "nobody", "a@b.example, c@d.example", "a@b.example\nBcc: c@d.example", "<a@b.example>"])
def test_what_is_no_address_gets_no_letter(app, to):
    queued(to=to)
    with mail_server() as server:
        assert delivered(app, server) == 0
    assert server.recipients == []
    assert [state for state, _trouble in states()] == [FAILED]


def test_an_address_in_kazakh_letters_goes_where_the_server_knows_such(app):
    queued(to="aliya@пошта.қаз")
    queued(to="әлия@пошта.example")
    with mail_server(enable_SMTPUTF8=False) as server:
        assert delivered(app, server) == 1
        assert server.recipients == ["aliya@xn--80a1acn3a.xn--80ao21a"]
    assert states() == [(SENT, ""), (FAILED, "the server knows no such addresses")]
    queued(to="әлия@пошта.example")
    with mail_server(enable_SMTPUTF8=True) as server:
        assert delivered(app, server) == 1
    assert server.recipients == ["әлия@xn--80a1acn3a.example"]
