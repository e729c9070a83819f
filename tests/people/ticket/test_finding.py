"""One's own page by the short code and four digits of the phone: found however it is typed, and never by guessing."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from campaign.accounts.models import Attempt
from campaign.accounts.services import limits
from campaign.core import clock, crypto
from campaign.core.actor import NOBODY, acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Invalid, TooMany
from campaign.people import services
from campaign.people.models import Registration, tail_index
from campaign.people.schemas import Receipt
from campaign.people.services import finding
from campaign.people.ticket.codes import BadCode, read_code
from tests.factories import an_event
from tests.people.conftest import a_wish
from tests.reader import fresh_context

PHONE = "+77015550123"


def registered(**more: str) -> Receipt:
    with acting_as(NOBODY):
        return services.register(an_event().id, a_wish(**{"phone": PHONE, **more}), str(more))


@pytest.fixture
def receipt(app) -> Receipt:
    return registered()


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("K7M2QX3", " k7m-2qx 3 "),
        ("K7M2QX3", "К7М2QХ3"),  # К, М, Х as a Kazakh or Russian keyboard has them
        ("ABCEHKM", "авсенкм"),
        ("PTXY2A6", "ртху2а6"),
        ("K7M2QX3", "Қ7М2QXЗ"),
    ],
)
def test_a_code_is_understood_however_it_is_typed(code, typed):
    whole = code[:-1] + crypto.check_character(code[:-1])
    assert read_code(typed[: typed.rindex(typed.strip()[-1])] + whole[-1]) == whole


@pytest.mark.parametrize(
    ("typed", "foreign", "length"),
    [
        ("K7M2QO3", "O", 0),
        ("0110110", "01", 0),
        ("k7m2qx", "", 6),
        ("", "", 0),
        ("K7M2QX4", "", 0),
        ("M7K2QX3", "", 0),
        ("Ж" * 7, "Ж", 0),
    ],
)
def test_what_is_no_code_is_told_without_asking_anybody(typed, foreign, length):
    with pytest.raises(BadCode) as refused:
        read_code(typed)
    assert (refused.value.foreign, refused.value.length) == (foreign, length)


def find(reader, code, digits, expect=303, **headers):
    reader.visit("/ticket")
    token = reader.page.select_one("#page-form [name=csrf_token]")["value"]
    with fresh_context():
        answer = reader.client.post("/ticket", data={"csrf_token": token, "code": code, "digits": digits}, headers=headers)
    return reader._take(answer, expect)


@pytest.mark.parametrize("digits", ["0123", "01-23", "8 701 555 01 23", "+7 701 555 0123"])
def test_the_right_code_and_digits_lead_to_the_ticket(reader, receipt, digits):
    find(reader, f"{receipt.code[:3].lower()} {receipt.code[3:]}", digits)
    assert reader.response.location == f"/ticket/{receipt.ticket}"
    reader.follow()
    assert receipt.code in reader.text()
    assert db.session.scalars(select(Attempt.count)).all() == [0, 0, 0]


def test_every_wrong_pair_gets_the_same_answer_after_the_same_statements(reader, receipt, statements):
    registered(full_name="Телефонсыз Адам", phone="+77015550199")
    with unit_of_work() as session:
        other = session.scalars(select(Registration).where(Registration.code != receipt.code)).one()
        code_without_phone = other.code
    with unit_of_work() as session:
        session.execute(update(finding.Person).where(finding.Person.id == other.person_id).values(phone_tail=None))
    answers, counts = [], []
    find(reader, crypto.new_code(), "0000", expect=422)  # what is asked once in the life of a process is asked now
    for code, digits in ((receipt.code, "9999"), (crypto.new_code(), "0123"), (code_without_phone, "0199")):
        statements.clear()
        find(reader, code, digits, expect=422)
        counts.append(len(statements))
        answers.append(reader.page.select_one(".flash").get_text())
    assert len(set(answers)) == 1
    assert len(set(counts)) == 1


def test_a_mistyped_code_costs_no_attempt_and_keeps_what_was_typed(reader, receipt, statements):
    wrong = receipt.code[:-1] + next(char for char in crypto.ALPHABET if char != receipt.code[-1])
    find(reader, wrong, "0123", expect=422)
    assert "mistyped" in reader.page.select_one("#code-error").get_text()
    assert reader.page.select_one("#code")["value"] == wrong
    find(reader, "9" * 10_000, "😀" * 10_000, expect=422)
    assert "attempts" not in " ".join(statements)


def test_the_sixth_guess_at_a_code_waits_whether_there_is_such_a_code_or_not(reader, receipt):
    for code in (receipt.code, crypto.new_code()):
        for _turn in range(5):
            find(reader, code, "9999", expect=422)
        find(reader, code, "0123", expect=429)
        assert 0 < int(reader.response.headers["Retry-After"]) <= 15 * 60


def test_fifteen_guesses_at_a_code_close_it_for_the_day(app, receipt):
    for turn in range(15):
        with pytest.raises(Invalid):
            finding.find_ticket(receipt.code, f"{9000 + turn}", f"10.0.{turn}.1")
        with unit_of_work() as session:
            limits.clear(session, finding.OF_CODE, receipt.code)
    with pytest.raises(TooMany) as refused:
        finding.find_ticket(receipt.code, "0123", "10.0.99.1")
    assert "24 hours" in str(refused.value)
    with unit_of_work() as session:
        session.execute(update(Attempt).values(since=clock.now() - timedelta(hours=23)))
        limits.forget_old(session)
    with pytest.raises(TooMany):
        finding.find_ticket(receipt.code, "0123", "10.0.99.1")


def test_a_forwarded_header_gives_no_new_attempts(reader, receipt):
    answers = []
    for turn in range(31):
        client_says = {"X-Forwarded-For": f"10.0.1.{turn}", "Forwarded": f"for=10.0.1.{turn}"}
        find(reader, crypto.new_code(), "0123", expect=422 if turn < 30 else 429, **client_says)
        answers.append(reader.response.status_code)
    assert answers == [422] * 30 + [429]


def guessed(code: str, digits: str, address: str) -> str | None:
    try:
        return finding.find_ticket(code, digits, address)
    except (Invalid, TooMany):
        return None


def test_ten_thousand_guesses_give_nothing(app, receipt):
    """All digits of one code, many codes with the right digits, and tokens one character off, from ever new addresses."""
    with acting_as(NOBODY):
        for number in range(500):
            assert guessed(receipt.code, f"{(number + 124) % 10_000:04}", f"10.{number % 250}.{number // 250}.1") is None
        for number in range(200):
            assert guessed(crypto.new_code(), "0123", f"10.{number % 250}.7.{number // 250}") is None
        for number in range(9300):
            place, char = number % len(receipt.ticket), "abcdefghijklmnopqrstuvwxyz"[number % 26]
            forged = crypto.new_token() if number % 2 else receipt.ticket[:place] + char + receipt.ticket[place + 1 :]
            if forged != receipt.ticket:
                with pytest.raises(services.NoSuchTicket):
                    services.ticket_with(forged)
    assert services.ticket_with(receipt.ticket).code == receipt.code


def simultaneous(app, count, act):
    """What `count` threads, beginning together, answer; each with connections of its own, as other workers have."""
    gate, answers = threading.Barrier(count), []

    def run(turn):
        with app.app_context(), acting_as(NOBODY):
            gate.wait()
            try:
                act(turn)
                answers.append("compared")
            except Invalid:
                answers.append("compared")
            except TooMany:
                answers.append("held up")
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(turn,)) for turn in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def test_of_sixteen_simultaneous_guesses_at_a_code_five_are_compared(either_app):
    code = registered().code
    guesses = simultaneous(either_app, 16, lambda turn: finding.find_ticket(code, f"{9000 + turn}", f"10.0.0.{turn}"))
    assert guesses == ["compared"] * 5 + ["held up"] * 11


def test_a_mutant_that_compares_first_lets_all_of_them_through(app, monkeypatch):
    """Looking how many there were, and counting only after the comparison: all of them see the same count."""
    code, gate = registered().code, threading.Barrier(8, timeout=20)

    def look(session, limit, subject):
        count = session.scalar(select(Attempt.count).where(Attempt.key_hash == limits._key(limit, subject))) or 0
        if count >= limit.most:
            raise TooMany("held up", 1)

    def together(digits):
        gate.wait()
        return tail_index(digits)

    monkeypatch.setattr(finding, "ensure_claimed", look)
    monkeypatch.setattr(finding, "tail_index", together)
    guesses = simultaneous(app, 8, lambda turn: finding.find_ticket(code, f"{9000 + turn}", f"10.0.0.{turn}"))
    assert guesses == ["compared"] * 8
