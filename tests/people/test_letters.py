"""Letters to people: the same in both faces and three languages, safe with any name; the news of a changed time or place."""

import re
from dataclasses import replace
from datetime import time, timedelta
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select, update

from campaign.core import clock, mail
from campaign.core.actor import NOBODY, acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.i18n import Translated
from campaign.core.mail import Message, MessageState, outbox
from campaign.events.models import Event
from campaign.events.schemas import EventState
from campaign.events.services import change_state, edit_event, put_back
from campaign.events.services.steps import locked
from campaign.people import services
from campaign.people.models import Person, Registration
from campaign.people.schemas import Contact, RegistrationState
from campaign.relay.models import Stop
from tests.accounts.postman import laid_down, page_of, path_of, plain_of
from tests.events.test_planning import a_wish as an_event_wish
from tests.factories import a_place, a_registration, a_stop, an_event
from tests.mailserver import mail_server
from tests.people.conftest import a_wish

HOSTILE = ["<b>Нұр & Ко</b>", 'O\'Neil "Қ" %(token)s {{ 7*7 }}', "Әлия </td></table><script>alert(1)</script>", "%s %d 100%"]
CHANGED = "people.event_changed"


class Seen(HTMLParser):
    """What a reader of the page sees, and where its links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self._hidden = False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self._hidden = tag in {"style", "title"}
        self.links += [value for name, value in attributes if name in {"href", "src"}]

    def handle_endtag(self, tag):
        self._hidden = False

    def handle_data(self, data):
        if not self._hidden:
            self.words += data.split()


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.fixture
def stop(either_app):
    return a_stop()


@pytest.fixture
def event_id(stop):
    return an_event(stop, title="Митинг на площади", capacity=2).id


def registered(event_id, email="aliya@relay.example", language="ru", name="Әлия Сейтова") -> str:
    """Somebody on the list, the first letter gone already; the ticket's token."""
    with acting_as(NOBODY):
        token = services.register(event_id, a_wish(name), f"{name} {email}").ticket
        if email:
            services.keep_contact(token, Contact(email, language))
    return token


def moved(event_id, **changes):
    """The event as it is, with what a coordinator types over it."""
    db.session.rollback()
    event = db.session.scalars(select(Event).where(Event.id == event_id), execution_options={"populate_existing": True}).one()
    walls = [clock.on_the_wall(moment, event.time_zone) for moment in (event.starts_at, event.ends_at)]
    stop = db.session.get(Stop, event.stop_id)
    wish = an_event_wish(
        stop, title=event.title, day=event.day, starts=walls[0].time(), ends=walls[1].time(), place_id=event.place_id,
        place_note=event.place_note, capacity=event.capacity, roles=(),
    )  # fmt: skip
    edit_event(event_id, replace(wish, **changes), event.version)


def changed_to(event_id, state, reason=""):
    db.session.rollback()
    version = db.session.scalar(select(Event.version).where(Event.id == event_id))
    change_state(event_id, state, reason, version)


def waiting(kind=CHANGED) -> list[Message]:
    db.session.rollback()
    unsent = (Message.kind == kind, Message.state == MessageState.WAITING)
    return list(db.session.scalars(select(Message).where(*unsent).order_by(Message.id)))


def posted(folder):
    """All letters that have gone out, once everything due is delivered."""
    mail.deliver_waiting(200)
    return laid_down(folder)


@pytest.mark.parametrize(
    ("language", "subject", "when"),
    [
        ("kk", "Уақыты мен орны өзгерді: Митинг на площади", "жұма, 2018 ж. 6 сәуір, 14:00–16:00"),
        ("ru", "Новое время и место: Митинг на площади", "пятница, 6 апреля 2018 г., 14:00–16:00"),
        ("en", "New time and place: Митинг на площади", "Friday, 6 April 2018, 14:00–16:00"),
    ],
)
def test_a_changed_time_and_place_is_told_in_the_readers_language(event_id, stop, tmp_path, language, subject, when):
    token = registered(event_id, language=language)
    moved(event_id, starts=time(14), ends=time(16), place_id=a_place(stop).id, place_note="у фонтана")
    letter = posted(tmp_path)[-1]
    plain = plain_of(letter).replace("\u00a0", " ")
    assert (letter["Subject"], letter["Content-Language"], letter["To"]) == (subject, language, "aliya@relay.example")
    assert when in plain
    assert "12:00–13:00" in plain, "what they know"
    assert "Площадь перед акиматом, пр. Мира, 1, у фонтана" in plain
    assert f"/ticket/{token}" in plain


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_both_faces_of_every_letter_say_the_same(event_id, stop, tmp_path, language):
    registered(event_id, "one@relay.example", language)
    registered(event_id, "two@relay.example", language, "Бірінші Адам")
    token = registered(event_id, "three@relay.example", language, "Күтуші Адам")
    posted(tmp_path)
    moved(event_id, starts=time(9), place_note="у входа")
    moved(event_id, capacity=3)
    posted(tmp_path)
    changed_to(event_id, EventState.CANCELLED, "Дауыл\nкүтілуде")
    letters = posted(tmp_path)
    assert len(letters) == 3 + 3 + 1 + 3
    for letter in letters:
        assert letter.get_content_type() == "multipart/alternative"
        assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
        plain, seen = plain_of(letter), Seen(page_of(letter))
        on_page = words_of(" ".join(seen.words).removeprefix("Адал жол – Честный путь ").removeprefix(letter["Subject"]))
        assert on_page == words_of(plain), letter["Subject"]
        assert f'<html lang="{language}">' in page_of(letter)
        assert {urlsplit(link).path for link in seen.links} <= {f"/ticket/{token}"} | {
            path_of(found) for found in re.findall(r"http://\S+", plain)
        }
        assert not seen.tags & {"img", "script", "link", "form"}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_written_as_it_is_in_both_faces(either_app, tmp_path, name):
    event = an_event(title=name).id
    with unit_of_work() as session:
        session.execute(update(Event).where(Event.id == event).values(reason=name))
    registered(event, name="Әлия Сейтова")
    with unit_of_work() as session:
        person = session.scalars(select(Person)).one()
        person.rename(name)
    [letter] = posted(tmp_path)
    seen = Seen(page_of(letter))
    assert " ".join(letter["Subject"].split()) == f"Ваш билет: {name}"
    for words in (plain_of(letter), " ".join(seen.words)):
        assert f"{name}!" in words
        assert words.count(name) >= 2
    assert not seen.tags & {"b", "script"}


@pytest.mark.parametrize("name", ["Жеңдіңіз evil.example", "Приз https://x", "www.evil.example Адам"])
def test_nobody_sends_strangers_a_link_by_a_name(event_id, tmp_path, name):
    registered(event_id, name=name)
    [letter] = posted(tmp_path)
    assert plain_of(letter).startswith("Здравствуйте!\n")
    assert "evil" not in plain_of(letter) + page_of(letter)


def test_a_title_of_several_lines_adds_no_header(event_id, tmp_path):
    with unit_of_work() as session:
        session.execute(update(Event).values(title=Translated(ru="Митинг\r\nBcc: evil@relay.example\n\n<p>", kk="", en="")))
    registered(event_id)
    [letter] = posted(tmp_path)
    assert letter["Bcc"] is None
    assert letter["Subject"] == "Ваш билет: Митинг Bcc: evil@relay.example <p>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["To"].addresses[0].addr_spec == "aliya@relay.example"


def test_several_changes_before_the_letter_goes_are_one_letter_with_the_last_word(event_id, stop, tmp_path):
    registered(event_id)
    posted(tmp_path)
    moved(event_id, starts=time(9), ends=time(10))
    moved(event_id, starts=time(15), ends=time(16))
    registered(event_id, "late@relay.example", name="Кейін Келген")
    moved(event_id, starts=time(16), ends=time(17))
    letters = posted(tmp_path)
    told = {letter["To"]: plain_of(letter).replace("\u00a0", " ") for letter in letters if "Новое время" in letter["Subject"]}
    assert len([letter for letter in letters if "Новое время" in letter["Subject"]]) == 2
    assert "16:00–17:00\n  было: пятница, 6 апреля 2018 г., 12:00–13:00" in told["aliya@relay.example"]
    assert "16:00–17:00\n  было: пятница, 6 апреля 2018 г., 15:00–16:00" in told["late@relay.example"]
    moved(event_id, starts=time(18), ends=time(19))
    assert "было: пятница, 6 апреля 2018 г., 16:00–17:00" in plain_of(posted(tmp_path)[-1]).replace("\u00a0", " ")


def test_a_change_that_is_taken_back_in_time_is_no_news(event_id, tmp_path):
    registered(event_id)
    posted(tmp_path)
    moved(event_id, starts=time(9))
    moved(event_id, starts=time(12))
    assert len(waiting()) == 1
    assert len(posted(tmp_path)) == 1


def test_what_is_no_change_of_time_or_place_is_not_told(event_id):
    registered(event_id)
    moved(event_id, capacity=50, description=Translated(ru="Приходите все"))
    moved(event_id, title=Translated(ru="Большой митинг"))
    assert waiting() == []


@pytest.mark.parametrize("state", [EventState.DRAFT, EventState.HELD, EventState.REPORTED, EventState.CANCELLED])
def test_only_of_what_is_known_and_to_come_a_change_is_told(event_id, state):
    registered(event_id)
    with unit_of_work() as session:
        session.execute(update(Event).values(state=state))
    moved(event_id, starts=time(9))
    assert waiting() == []


def test_of_what_is_over_nothing_is_told(event_id):
    registered(event_id)
    clock.set_shift(clock.shift() + timedelta(days=3))
    moved(event_id, starts=time(9))
    assert waiting() == []


@pytest.mark.parametrize("then", ["cancels", "event is cancelled", "event is over"])
def test_a_change_that_is_overtaken_is_not_told(event_id, tmp_path, then):
    token = registered(event_id)
    posted(tmp_path)
    moved(event_id, starts=time(9))
    if then == "cancels":
        services.cancel_ticket(token)
    elif then == "event is cancelled":
        changed_to(event_id, EventState.CANCELLED, "Дауыл")
    else:
        clock.set_shift(clock.shift() + timedelta(days=3))
    subjects = [letter["Subject"] for letter in posted(tmp_path)]
    assert not [subject for subject in subjects if "Новое" in subject]


def test_an_event_that_takes_place_after_all_is_not_called_off(event_id, tmp_path):
    registered(event_id)
    posted(tmp_path)
    changed_to(event_id, EventState.CANCELLED, "Дауыл")
    changed_to(event_id, EventState.DRAFT, "Дауыл өтті")
    assert len(waiting("people.event_cancelled")) == 1
    assert len(posted(tmp_path)) == 1


@pytest.mark.parametrize("no_went_out", [True, False])
def test_who_was_told_no_hears_that_it_takes_place(event_id, tmp_path, no_went_out):
    registered(event_id)
    posted(tmp_path)
    changed_to(event_id, EventState.CANCELLED, "Дауыл")
    before = len(posted(tmp_path)) if no_went_out else 0
    with unit_of_work() as session:
        put_back(session, locked(session, event_id), EventState.OPEN, "")
    subjects = [letter["Subject"] for letter in posted(tmp_path)]
    assert [subject for subject in subjects if "состоится" in subject] == [
        "Всё-таки состоится: Митинг на площади"
    ] * no_went_out
    assert len(subjects) == (before + 1 if no_went_out else 1)


def test_who_comes_and_who_waits_hears_of_it_and_nobody_else(event_id, tmp_path):
    registered(event_id, "one@relay.example", name="Бір")
    gone = registered(event_id, "gone@relay.example", name="Кетті")
    registered(event_id, "two@relay.example", name="Екі")
    registered(event_id, "waits@relay.example", name="Күтеді")
    registered(event_id, "", name="Мекенжайсыз")
    services.cancel_ticket(gone)
    posted(tmp_path)
    moved(event_id, starts=time(9))
    before = len(laid_down(tmp_path))
    told = [letter["To"] for letter in posted(tmp_path)[before:]]
    assert told == ["one@relay.example", "two@relay.example", "waits@relay.example"]
    changed_to(event_id, EventState.CANCELLED, "Дауыл")
    before = len(laid_down(tmp_path))
    assert [letter["To"] for letter in posted(tmp_path)[before:]] == told


def test_a_change_that_is_not_kept_is_told_to_nobody(event_id):
    registered(event_id)
    with pytest.raises(RuntimeError), unit_of_work():
        moved(event_id, starts=time(9))
        raise RuntimeError("something else failed")
    assert waiting() == []


@pytest.mark.parametrize("people", [3, 300])
def test_telling_hundreds_costs_as_many_statements_as_telling_three(app, statements, people):
    event = an_event()
    event_id = event.id
    for number in range(people):
        row = a_registration(event, f"Қатысушы {number}")
        row.email = f"q{number}@relay.example"
    db.session.commit()
    statements.clear()
    moved(event_id, starts=time(9))
    assert len(waiting()) == people
    assert len([statement for statement in statements if "messages" in statement]) == 4
    statements.clear()
    changed_to(event_id, EventState.CANCELLED, "Дауыл")
    assert len([statement for statement in statements if "INSERT INTO messages" in statement]) == 1


def test_a_change_while_the_letter_is_on_its_way_is_told_in_another(event_id, tmp_path):
    registered(event_id)
    posted(tmp_path)
    moved(event_id, starts=time(9))
    taken = outbox._take()
    moved(event_id, starts=time(10))
    assert len(waiting()) == 1
    outbox._mark(taken, MessageState.SENT, "")
    assert "было: пятница, 6 апреля 2018 г., 09:00–13:00" in plain_of(posted(tmp_path)[-1]).replace("\u00a0", " ")


def test_whoever_waits_is_told_so_on_the_first_letter(event_id, tmp_path):
    for number in range(3):
        registered(event_id, f"q{number}@relay.example", "en", f"Қатысушы {number}")
    assert [state for state in db.session.scalars(select(Registration.state).order_by(Registration.id))] == [
        RegistrationState.CONFIRMED, RegistrationState.CONFIRMED, RegistrationState.WAITING,
    ]  # fmt: skip
    said = [plain_of(letter).split("\n\n")[1] for letter in posted(tmp_path)]
    assert said == ["You are registered for:", "You are registered for:", "You are on the waiting list for:"]


def test_the_letters_of_a_cancelled_event_go_through_a_real_server(event_id, either_app):
    registered(event_id, "one@relay.example", name="Бір")
    registered(event_id, "two@relay.example", name="Екі")
    changed_to(event_id, EventState.CANCELLED, "Дауыл")
    with mail_server() as server:
        either_app.config["MAIL_SERVER"] = server.address
        assert mail.deliver_waiting() == 4
    assert server.recipients == ["one@relay.example", "two@relay.example"] * 2
    assert all("Дауыл" in plain_of(letter) and "Дауыл" in page_of(letter) for letter in server.letters[2:])
