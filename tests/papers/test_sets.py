"""Paper sets: all papers as one file, frozen once each, gone on with after a kill, made ahead once an evening."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import pypdf
import pytest
from sqlalchemy import select

from campaign.core import clock, crypto, files, runner
from campaign.core.actor import Role
from campaign.core.db import db
from campaign.core.errors import Invalid, NotFound, Refused, Stale
from campaign.core.prints import PrintedSheet
from campaign.core.tasks import Job
from campaign.events.models import Event
from campaign.papers import presses, queries
from campaign.papers.schemas import SubjectKind
from campaign.papers.sets import ahead, services
from campaign.papers.sets.binding import paths
from campaign.papers.sets.models import PaperSet, PaperSetItem
from campaign.papers.sets.queries import items_of, newest_ready, offered, set_row, stirred_since
from campaign.papers.sets.schemas import Binding, EveningRule, ItemState, SetWish
from campaign.territory.models import Region
from tests.factories import a_region, a_registration, a_stop, a_user, an_event
from tests.papers.papers import acting
from tests.reader import Reader

CODES = ("stop_plan", "sign_in", "briefing")


def a_busy_stop(events: int = 2):
    stop = a_stop()
    stop.position = 1
    for number in range(events):
        event = an_event(stop, title=f"Митинг {number}: «Ә/Ғ»", starts=datetime(2018, 4, 6, 6 + number, tzinfo=UTC))
        a_registration(event, f"Әлия Сейтова {number}")
    return stop


def wish(**changes) -> SetWish:
    return replace(SetWish(CODES, ("kk",)), **changes)


def made(stop, key: str = "", **changes) -> str:
    return services.set_at_once(SubjectKind.STOP, stop.id, wish(**changes), key or crypto.new_uid())


def content(uid: str) -> bytes:
    return b"".join(files.content_of(set_row(uid).file_uid, owned=False))


def sheets() -> int:
    return db.session.query(PrintedSheet).count()


def test_a_set_is_one_pdf_with_every_paper_under_its_own_number(app):
    stop = a_busy_stop()
    uid = made(stop)
    items = items_of(uid)
    assert [item.code for item in items] == ["stop_plan", *["briefing", "sign_in"] * 2]
    assert {item.state for item in items} == {ItemState.FROZEN}
    reader = pypdf.PdfReader(io.BytesIO(content(uid)))
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert all(f"№ {item.shown_number}" in text for item in items)
    assert "Әлия Сейтова 1" in text
    assert reader.metadata.title == "Құжаттар жинағы: Теміртау"
    parts = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert parts == ["Теміртау", "06.04, 12:00 Митинг 0: «Ә/Ғ»", "06.04, 13:00 Митинг 1: «Ә/Ғ»"]
    whole = b"".join(presses.press_of("sign_in").pdf(items[2].number))
    assert pypdf.PdfReader(io.BytesIO(whole)).pages[0].extract_text() in text


def test_a_zip_has_a_file_with_a_speaking_name_for_each(app):
    uid = made(a_busy_stop(1), binding=Binding.ZIP, languages=("ru", "kk"))
    with zipfile.ZipFile(io.BytesIO(content(uid))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == paths(items_of(uid), several=True)
        assert archive.read(names[0]).startswith(b"%PDF")
    assert names[0].startswith("Қазақша/01 Теміртау/001 ")
    assert names[-1].startswith("Русский/04 06.04, 12 00 Митинг 0 «Ә Ғ»/006 ")
    assert not any(sign in name for name in names for sign in '<>:"\\|?*')


def test_what_says_the_same_keeps_its_sheet_and_only_new_binds_only_what_changed(app):
    stop = a_busy_stop()
    first, count = made(stop), sheets()
    second = made(stop)
    assert sheets() == count, "nothing was frozen twice"
    assert [item.number for item in items_of(second)] == [item.number for item in items_of(first)]
    assert content(second) == content(first)
    nothing = made(stop, only_new=True)
    assert (set_row(nothing).papers, set_row(nothing).file_uid) == (0, None)
    assert stirred_since(set_row(first)) == 0
    a_registration(db.session.get_one(Event, an_event_of(first)), "Данияр Ахметов")
    assert stirred_since(set_row(first)) == 1
    new = made(stop, only_new=True)
    frozen = [one for one in items_of(new) if one.state is ItemState.FROZEN]
    assert "sign_in" in {one.code for one in frozen}
    assert {one.part for one in frozen if one.code != "stop_plan"} == {frozen[-1].part}, "nothing of the other event"
    assert set_row(new).papers == len(frozen) < 5
    assert [one.position for one in items_of(first) if one.newer] == [one.position for one in frozen]


def test_a_set_goes_on_where_it_was_and_freezes_nothing_twice(either_app):
    stop = a_busy_stop()
    uid = services.ask_for_set(SubjectKind.STOP, stop.id, wish(), "key")
    assert services.ask_for_set(SubjectKind.STOP, stop.id, wish(), "key") == uid

    class Killed(BaseException):
        pass

    def killed(done: int, of: int) -> None:
        assert of == 10
        if done == 3:
            raise Killed

    with pytest.raises(Killed):
        services.make(uid, killed)
    before = [item.number for item in items_of(uid)]
    assert [number is not None for number in before] == [True] * 3 + [False] * 2
    while runner.run_next():
        pass
    after = [item.number for item in items_of(uid)]
    assert after[:3] == before[:3]
    assert sheets() == 5 == len(set(after))
    assert set_row(uid).ready_at is not None
    assert db.session.scalars(select(Job.result)).one()["endpoint"] == "sets_staff.paper_set"


def test_a_paper_that_cannot_be_printed_is_left_out_with_the_reason(app, monkeypatch):
    def refuses(*_given):
        raise Invalid("no", [])

    monkeypatch.setitem(presses.PRESSES, "briefing", replace(presses.press_of("briefing"), freeze=refuses))
    uid = made(a_busy_stop(1))
    assert [(item.state, item.trouble) for item in items_of(uid)] == [
        (ItemState.FROZEN, ""), (ItemState.LEFT_OUT, "no"), (ItemState.FROZEN, ""),
    ]  # fmt: skip
    assert set_row(uid).papers == 2


@pytest.mark.parametrize("changes", [{"codes": ()}, {"languages": ()}, {"languages": ("de",)}, {"codes": ("none",)}])
def test_a_wish_that_makes_no_set_is_refused(app, changes):
    with pytest.raises(Invalid):
        made(a_busy_stop(1), **changes)
    assert db.session.query(PaperSet).count() == 0


def test_a_set_is_closed_to_others(app):
    stop = a_busy_stop(1)
    region = db.session.get(Region, stop.region_id)
    with acting(a_user(Role.STOP, stop=stop)):
        uid = made(stop)
    with acting(a_user(Role.REGION, region=region)):
        assert content(uid).startswith(b"%PDF"), "whoever runs the stop may open what another has made"
    for user, errors in (
        (a_user(Role.REGION, region=a_region(name="Другая")), NotFound),
        (a_user(Role.STOP, stop=a_stop()), NotFound),
        (a_user(Role.AUDITOR), Refused),
    ):
        with acting(user):
            with pytest.raises(errors):
                set_row(uid)
            with pytest.raises(errors):
                made(stop)


def evening(hour: int) -> None:
    """The clock of the campaign shows this hour of the fifth of April in Temirtau."""
    clock.set_shift(clock.at(date(2018, 4, 5), hour, 5, "Asia/Almaty") - clock.now())


def test_in_the_evening_the_set_of_the_next_days_is_made_once(app):
    stop = a_busy_stop()
    an_event(stop, title="Через неделю", starts=datetime(2018, 4, 12, 6, tzinfo=UTC))
    stop_id = stop.id
    evening(19)
    assert ahead.sweep() == 0
    evening(20)
    assert [ahead.sweep(), ahead.sweep()] == [1, 0]
    while runner.run_next():
        pass
    row = newest_ready(queries.subject_of(SubjectKind.STOP, stop_id))
    assert row is not None
    assert (row.first_day, row.last_day, row.is_ahead) == (date(2018, 4, 6), date(2018, 4, 6), True)
    named = {item.part.text("ru") for item in items_of(row.uid)}
    assert len(named) == 3, "the stop itself and two events of tomorrow"
    tracked = {press.code for press in offered(row.subject) if press.tracks}
    assert not tracked & {item.code for item in items_of(row.uid)}
    event = queries.subject_of(SubjectKind.EVENT, an_event_of(row.uid))
    assert newest_ready(event).uid == row.uid


def an_event_of(uid: str) -> int:
    of = select(PaperSetItem.subject_id).join(PaperSet, PaperSet.id == PaperSetItem.set_id).where(PaperSet.uid == uid)
    return int(db.session.scalars(of.where(PaperSetItem.subject_kind == SubjectKind.EVENT)).first() or 0)


def test_a_region_says_when(app):
    stop = a_busy_stop()
    services.keep_evening(EveningRule(stop.region_id, True, 18, 1, ("ru",), 0))
    with pytest.raises(Stale):
        services.keep_evening(EveningRule(stop.region_id, False, 18, 1, ("ru",), 0))
    for wrong in ({"hour": 24}, {"days": 0}, {"days": 8}, {"languages": ()}):
        with pytest.raises(Invalid):
            services.keep_evening(replace(EveningRule(stop.region_id, version=1), **wrong))
    with acting(a_user(Role.STOP, stop=stop)), pytest.raises(Refused):
        services.keep_evening(EveningRule(stop.region_id, version=1))
    evening(18)
    assert ahead.sweep() == 1
    services.keep_evening(EveningRule(stop.region_id, False, 18, 1, ("ru",), 1))
    db.session.query(PaperSet).delete()
    db.session.commit()
    assert ahead.sweep() == 0


def test_a_file_that_is_gone_is_made_again_of_the_same_sheets(app):
    stop = a_busy_stop(1)
    uid = made(stop)
    before, count = content(uid), sheets()
    with services.unit_of_work() as session:
        files.drop(session, str(set_row(uid).file_uid))
    assert not set_row(uid).kept
    services.make_again(uid, "again")
    services.make_again(uid, "again")
    while runner.run_next():
        pass
    assert (content(uid), sheets()) == (before, count)


def test_a_set_is_made_and_opened_from_the_page_of_a_stop(app, reader):
    stop = a_busy_stop(1)
    stop_id, region_id = stop.id, stop.region_id
    reader.sign_in(a_user(Role.REGION, region=db.session.get(Region, region_id)))
    reader.visit(f"/staff/stops/{stop_id}")
    reader.visit(reader.page.select_one(f"a[href='/staff/stops/{stop_id}/sets']")["href"])
    assert "No set was made yet" in reader.text()
    reader.send({"codes": []}, expect=422)
    assert "Choose at least one paper." in reader.text()
    reader.visit(f"/staff/stops/{stop_id}/sets")
    reader.send({"codes": list(CODES)}, expect=303)
    reader.follow()
    assert "waits for its turn" in reader.text()
    while runner.run_next():
        pass
    reader.visit(f"/staff/sets/{db.session.query(PaperSet.uid).scalar()}")
    assert "No." in reader.text()
    reader.visit(f"/staff/stops/{stop_id}")
    link = reader.page.select_one("a[href$='/file']")["href"]
    assert "The whole set" in reader.text()
    assert reader.client.get(link).data.startswith(b"%PDF")
    reader.visit(f"/staff/regions/{region_id}/evening-sets")
    reader.send({"hour": "25"}, expect=422)
    reader.send({"hour": "19", "days": "3", "languages": ["kk", "ru"]}, expect=303)
    assert services.evening_rule(region_id) == EveningRule(region_id, True, 19, 3, ("kk", "ru"), 1)


def test_whoever_says_second_when_sets_are_made_sees_what_was_said_meanwhile(app):
    region = db.session.get(Region, a_stop().region_id)
    region_id, user = region.id, a_user(Role.REGION, region=region)
    first, second = Reader(app), Reader(app)
    for reader in (first, second):
        reader.sign_in(user)
        reader.visit(f"/staff/regions/{region_id}/evening-sets")
    first.send({"hour": "19", "languages": ["kk", "ru"]}, expect=303)
    second.send({"hour": "18"}, expect=409)
    assert "At which hour, by the clock on the wall of the place: now it says “19”." in second.text()
    assert "Languages of the papers: now it says “Қазақша, Русский”." in second.text()
    second.send({}, expect=303)
    assert services.evening_rule(region_id) == EveningRule(region_id, True, 18, 2, ("kk",), 2)


def test_the_page_of_a_set_asks_as_much_for_three_events_as_for_one(app, reader, statements):
    asked = set()
    for events in (1, 3):
        stop = a_busy_stop(events)
        uid = made(stop)
        reader.sign_in(a_user(Role.REGION, region=db.session.get(Region, stop.region_id)))
        reader.visit(f"/staff/sets/{uid}")
        statements.clear()
        reader.visit(f"/staff/sets/{uid}")
        asked.add(len(statements))
    assert len(asked) == 1


def test_the_command_writes_a_set(app, tmp_path):
    stop = a_busy_stop(1)
    said = app.test_cli_runner().invoke(args=["print", "paper-set", "--stop", str(stop.id), "--out", str(tmp_path / "set.pdf"),
                                              "--lang", "ru", "--json"])  # fmt: skip
    assert said.exit_code == 0, said.output
    assert len(pypdf.PdfReader(tmp_path / "set.pdf").pages) >= 3
    nothing = ["print", "paper-set", "--stop", str(stop.id), "--out", str(tmp_path / "new.pdf"), "--lang", "ru",
               "--paper", "sign_in", "--only-new"]  # fmt: skip
    assert "no file was written" in app.test_cli_runner().invoke(args=nothing).output
    assert not (tmp_path / "new.pdf").exists()
    assert app.test_cli_runner().invoke(args=["print", "paper-set", "--out", "x"]).exit_code == 2
