"""The roll-up: nobody twice, nobody's estimate hidden, nobody's silence hidden; and who is reminded of it."""

import json
from datetime import date, timedelta
from io import BytesIO

import pytest
import python_calamine
from sqlalchemy import func, select

from campaign.accounts.queries import actor_of
from campaign.core.actor import SYSTEM, Role, acting_as
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.core.errors import NotFound, Refused
from campaign.core.i18n import use_language
from campaign.core.mail import WRITERS, Message
from campaign.events.figures.amounts import Qualifier, Sum
from campaign.events.figures.schemas import PARTICIPANTS, Source
from campaign.events.schemas import EventState
from campaign.reports.rollup.days import months
from campaign.reports.rollup.forms import asked_of
from campaign.reports.rollup.models import FigureNudge
from campaign.reports.rollup.opening import opened
from campaign.reports.rollup.queries import WHOLE, rollup_by_relay, rollup_of
from campaign.reports.rollup.schemas import LETTER, Period, Standing
from campaign.reports.rollup.sentences import sentences_of
from campaign.reports.rollup.services import remind
from campaign.reports.rollup.sheets import rollup_file
from campaign.reports.rollup.words import bottom_name, bottom_remark, missing, remark
from campaign.territory.models import Region
from tests.factories import a_relay, a_stop, a_user, an_event
from tests.reader import Reader
from tests.reports.rollup.said import FIRST, a_held_relay, a_said_figure


def read(relay, period=WHOLE):
    return rollup_of(SYSTEM, relay.id, period)


def test_one_audience_counts_once_and_a_silent_place_stands_by_name(app):
    relay, chain, events = a_held_relay(3, silent=1)
    a_said_figure(an_event(chain[0], state=EventState.HELD, title="Обход"), 60)
    a_said_figure(events[1], 20, "vehicles")
    found = read(relay)
    assert [line.sum_of(PARTICIPANTS) for line in found.table.lines] == [
        Sum(100, 1, 0, at_least=True), Sum(101, 1), Sum(),
    ]  # fmt: skip
    assert [line.standing for line in found.table.lines] == [Standing.GIVEN, Standing.GIVEN, Standing.MISSING]
    bottom = found.table.bottom
    assert (bottom.held, bottom.places, bottom.due, bottom.sums["vehicles"].value) == (4, 2, 3, 20)
    assert bottom.sums[PARTICIPANTS] == Sum(201, 2, 0, at_least=True)
    (debt,) = found.debts
    assert (debt.name.text("ru"), debt.since, debt.people, debt.asked) == ("Город 3", FIRST + timedelta(days=10), (), ())
    with use_language("ru"):
        assert bottom_name(bottom) == "ИТОГО (2 из 3)"
        assert missing(found.debts, found.table.lines) == "Город 3 (с 16.04.2018)"
        assert remark(found.table.lines[2]) == "не представлено"


def test_totals_say_how_many_parts_are_estimates_and_how(app):
    relay, _chain, events = a_held_relay(3, silent=2)
    a_said_figure(events[1], 400, qualifier=Qualifier.ABOUT, source=Source.ESTIMATED, method="по квадратам")
    found = read(relay)
    with use_language("ru"):
        assert bottom_remark(found.table.bottom) == "1 из 2 слагаемых – оценка"
        assert remark(found.table.lines[1]) == "оценка: по квадратам"
    assert found.table.bottom.sums[PARTICIPANTS].sign == "≈"


def test_only_the_days_asked_for(app):
    relay, chain, _events = a_held_relay(3)
    an_event(chain[2], state=EventState.CANCELLED)
    found = read(relay, Period(FIRST, FIRST + timedelta(days=5)))
    assert [line.held for line in found.table.lines] == [1, 1, 0]
    assert found.table.lines[2].standing is Standing.AHEAD
    assert found.table.bottom.sums[PARTICIPANTS].value == 201
    assert asked_of({"from": "06.04.2018", "to": "2018-04-11"}).period == Period(FIRST, FIRST + timedelta(days=5))
    assert asked_of({"from": "2018-05-01", "to": "2018-04-01"}).period == Period(date(2018, 4, 1), date(2018, 5, 1))
    for nonsense in ("завтра", "9" * 4000, "2018-02-30", "1.1.1", "--", "2018-4-5-6", "0001-01-01"):
        assert asked_of({"from": nonsense}).complaint
    assert len(months(date(2018, 4, 6), date(2018, 12, 9))) == 9


def test_what_is_held_inside_of_a_stop_stands_in_its_row(app):
    relay, chain, _events = a_held_relay(1)
    inside = a_relay(db.session.get(Region, relay.region_id))
    inside.parent_stop_id = chain[0].id
    db.session.commit()
    a_said_figure(an_event(a_stop(inside), state=EventState.HELD), 7)
    (line,) = read(relay).table.lines
    assert (line.held, line.sum_of(PARTICIPANTS).value) == (2, 107)


def test_a_coordinator_reads_their_own_row_and_a_stranger_nothing(app):
    relay, chain, _events = a_held_relay(2)
    own = actor_of(a_user(Role.STOP, stop=chain[1]))
    with acting_as(own):
        found = rollup_of(own, relay.id)
        assert [line.place.name.text("ru") for line in found.table.lines] == ["Город 2"]
        assert not found.is_whole
        with pytest.raises(Refused):
            remind(relay.id, "key")
        assert rollup_by_relay(own).table.lines == ()
    stranger = actor_of(a_user(Role.REGION, region=db.session.get(Region, a_held_relay(1)[0].region_id)))
    with acting_as(stranger), pytest.raises(NotFound):
        rollup_of(stranger, relay.id)
    with acting_as(stranger):
        assert len(rollup_by_relay(stranger).table.lines) == 1


def test_reminding_twice_is_one_letter_and_it_is_withdrawn_when_the_figures_come(app):
    relay, chain, events = a_held_relay(3, silent=2)
    user = a_user(Role.STOP, stop=chain[1], name="Алия Бекова")
    told = remind(relay.id, "one")
    assert (told.letters, [name.text("ru") for name in told.nobody], told.already) == (1, ["Город 3"], ())
    assert remind(relay.id, "one") == told
    again = remind(relay.id, "two")
    assert (again.letters, [name.text("ru") for name in again.already]) == (0, ["Город 2"])
    nudge = db.session.scalars(select(FigureNudge)).one()
    assert (nudge.user_id, nudge.stop_id, nudge.events) == (user.id, chain[1].id, 1)
    letter = db.session.scalars(select(Message).where(Message.kind == LETTER)).one()
    assert letter.facts == {"nudge_id": nudge.id}
    assert db.session.scalar(select(func.count()).where(AuditEntry.act == "figures.reminded")) == 1
    with use_language("ru"):
        written = WRITERS[LETTER](letter.facts)
        assert (written.to, "Город 2" in written.subject) == (user.email, True)
        a_said_figure(events[1], 30)
        assert WRITERS[LETTER](letter.facts) is None


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("ru", "Антикоррупционный марафон-эстафета «Адал жол – Честный путь» (Карагандинская область, 6 – 11 апреля 2018 г.): "
               "проведено 3 мероприятия, в них приняло участие около 800 человек; данные поступили из 2 мест из 3. "
               "Прошла в автоколоннах 21 машина, вышло 5 публикаций."),
        ("kk", "Сыбайлас жемқорлыққа қарсы «Адал жол – Честный путь» марафон-эстафетасы (Карагандинская область, 2018 ж. "
               "6 – 11 сәуір): 3 іс-шара өткізілді, оларға 800-ге жуық адам қатысты; деректер 3 орынның 2-еуінен келіп түсті. "
               "21 көлік автокеруенге қатысты, 5 жарияланым шықты."),
        ("en", "Anti-corruption marathon relay «Адал жол – Честный путь» (Карагандинская область, 6 – 11 April 2018): 3 events "
               "were held, and about 800 people took part in them; figures have come from 2 of 3 places. 21 vehicles drove in "
               "columns, 5 publications appeared."),
    ],
)  # fmt: skip
def test_two_sentences_for_the_press_in_right_forms(app, code, words):
    relay, _chain, events = a_held_relay(3, silent=1)
    relay.starts_on, relay.ends_on = FIRST, FIRST + timedelta(days=5)
    db.session.commit()
    figure = a_said_figure(events[1], 702, source=Source.ESTIMATED, method="по квадратам")
    assert figure.id
    db.session.query(type(figure)).filter_by(event_id=events[1].id, source=Source.COUNTED).delete()
    db.session.commit()
    a_said_figure(events[0], 21, "vehicles")
    a_said_figure(events[0], 5, "publications")
    assert sentences_of(read(relay))[code].replace("\u00a0", " ") == words


def test_the_table_keeps_numbers_numbers_and_silence_empty(app):
    relay, _chain, _events = a_held_relay(2, silent=1)
    with use_language("ru"):
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(rollup_file(read(relay), "xlsx")))
    rows = book.get_sheet_by_index(0).to_python()[1:]
    assert [row[5] for row in rows] == [100, "", 100]
    assert rows[1][-1] == "не представлено"
    assert rows[2][1] == "ИТОГО (1 из 2)"


def test_the_same_number_of_questions_for_one_stop_and_for_three(app, statements):
    counted = []
    for stops in (1, 3):
        relay_id = a_held_relay(stops, silent=1)[0].id
        db.session.expunge_all()
        statements.clear()
        rollup_of(SYSTEM, relay_id)
        counted.append(len(statements))
    assert counted[0] == counted[1]


def test_pages_open_a_number_and_say_what_was_typed(app):
    relay, chain, events = a_held_relay(2, silent=1)
    user = a_user(Role.REGION, region=db.session.get(Region, relay.region_id))
    a_user(Role.STOP, stop=chain[1])
    reader, address = Reader(app), f"/staff/relays/{relay.id}/rollup"
    reader.sign_in(user)
    page = reader.visit(address)
    assert [row.get_text(" ", strip=True) for row in page.select("tr.total th")] == ["TOTAL (1 of 2)"]
    reader.send({}, form=f"form[action='{address}/remind']", expect=303)
    assert "1 letter is queued." in reader.follow().get_text(" ")
    opened_page = reader.visit(f"{address}/participants?stop={chain[0].id}")
    assert opened_page.select_one("tbody .num").get_text(strip=True) == "100"
    assert "nobody has said how many came" in reader.visit(f"{address}/participants").get_text(" ")
    assert "“завтра”" in reader.visit(f"{address}?from=завтра").get_text(" ")
    reader.visit(f"{address}/participants?stop=999999", expect=404)
    reader.visit(f"{address}/nonsense", expect=404)
    reader.visit("/staff/reports/country?from=2018-04-01&to=2018-04-30")
    assert opened(read(relay), PARTICIPANTS).lines[1].missing[0].event_id == events[1].id


def test_the_command_writes_a_table_a_frozen_paper_and_says_what_is_missing(app, tmp_path):
    relay, _chain, _events = a_held_relay(2, silent=1)
    run = app.test_cli_runner().invoke
    for name, begins in (("out.xlsx", b"PK"), ("out.pdf", b"%PDF"), ("out.csv", "\ufeff".encode())):
        told = run(args=["reports", "roll-up", "--relay", str(relay.id), "--out", str(tmp_path / name), "--json"])
        assert told.exit_code == 0, told.output
        assert (tmp_path / name).read_bytes().startswith(begins)
    found = json.loads(told.output)
    assert (found["places"], found["due"], found["missing"]) == (1, 2, [{"kk": "Қала 2", "ru": "Город 2"}])
    assert found["totals"][PARTICIPANTS]["value"] == 100
    assert run(args=["reports", "roll-up", "--relay", str(relay.id), "--out", str(tmp_path / "out.txt")]).exit_code == 1
