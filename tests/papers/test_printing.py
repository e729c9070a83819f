"""Printing papers: frozen under a number, in the asker's scope, with the signers of the settings or of the one print."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from campaign.core import clock, prints
from campaign.core.actor import Role
from campaign.core.db import db
from campaign.core.errors import Invalid, KeyReused, NotFound, Refused, Stale
from campaign.core.i18n import Translated
from campaign.core.prints import PrintedSheet
from campaign.events.plan.queries import event_subject
from campaign.papers import documents, kinds, queries, services
from campaign.papers.schemas import Choice, PrintWish, Signatory, Signers, SubjectKind
from campaign.relay.models import Relay
from campaign.territory.models import Region, Unit
from tests.factories import a_region, a_relay, a_stop, a_unit, a_user, an_event
from tests.papers.papers import acting, pages_of

CODE = "relay_schedule"
HEAD = Signatory(Translated(kk="Департамент басшысы", ru="Руководитель департамента"), "Жанпеисов К. М.")


def a_chain(stops: int = 2) -> Relay:
    relay = a_relay()
    region = db.session.get(Region, relay.region_id)
    for number in range(1, stops + 1):
        stop = a_stop(relay, a_unit(region, f"Бұқар-Жырауский район {number}", f"Бұқар жырау ауданы {number}"),
                      date(2018, 4, number), date(2018, 4, number + 1))  # fmt: skip
        stop.position = number
    db.session.commit()
    return relay


def printed(relay: Relay, language: str = "ru", key: str = "", signers: Signers | None = None) -> int:
    return services.print_paper(
        CODE, SubjectKind.RELAY, relay.id, PrintWish(language, signers), key or f"{relay.id}{language}{signers}"
    )


def test_a_sheet_is_the_same_to_the_byte_whatever_changes_afterwards(app):
    relay = a_chain()
    number = printed(relay)
    before = documents.paper_pdf(queries.paper_sheet(number))
    a_stop(relay, a_unit(db.session.get(Region, relay.region_id), "Сарань"))
    assert documents.paper_pdf(queries.paper_sheet(number)) == before
    later = printed(relay, key="later")
    assert "Сарань" in pages_of(later)[0]
    assert [line.revision for line in queries.sheets_of(queries.paper_sheet(number).kind, relay.id)] == [2, 1]
    assert not queries.paper_sheet(number).is_newest
    assert "редакция 2, заменяет редакцию 1" in pages_of(later)[0]
    assert "заменяет" not in pages_of(printed(relay, "kk"))[0], "the first in its language replaces nothing"
    assert prints.page_of(number) == ("papers_staff.sheet", {"sheet": number})


def test_the_same_key_is_one_sheet(either_app):
    relay = a_chain(1)
    assert printed(relay, key="k") == printed(relay, key="k")
    with pytest.raises(KeyReused):
        printed(relay, "kk", key="k")
    assert db.session.query(PrintedSheet).count() == 1


def test_only_those_who_run_it_print_and_read(app):
    relay = a_chain(2)
    region = db.session.get(Region, relay.region_id)
    with acting(a_user(Role.REGION, region=region)):
        number = printed(relay)
    for user, error in (
        (a_user(Role.REGION, region=a_region(name="Другая")), NotFound),
        (a_user(Role.STOP, stop=a_stop(relay)), Refused),
        (a_user(Role.AUDITOR), Refused),
    ):
        with acting(user):
            with pytest.raises(error):
                printed(relay, key=str(user.id))
            with pytest.raises((NotFound, Refused)):
                queries.paper_sheet(number)


def test_signers_come_from_the_settings_or_for_one_print_from_the_form(app):
    relay = a_chain()
    blank = pages_of(printed(relay))[0]
    assert "УТВЕРЖДАЮ" in blank
    assert "СОГЛАСОВАНО" in blank
    assert "2018 г." in blank
    services.keep_signers(SubjectKind.RELAY, relay.id, Signers(HEAD, (HEAD, HEAD)), 0)
    named = pages_of(printed(relay, "kk"))[0]
    assert named.count("Департамент басшысы") == 3
    assert "БЕКІТЕМІН" in named
    assert named.count("КЕЛІСІЛДІ") == 2
    once = pages_of(printed(relay, signers=Signers(drew_up=Signatory(Translated(ru="Главный специалист"), "Ахметова Д. С."))))[
        0
    ]
    assert "Исполнитель: Главный специалист" in once
    assert "Жанпеисов" not in once
    with pytest.raises(Stale):
        services.keep_signers(SubjectKind.RELAY, relay.id, Signers(), 0)
    with pytest.raises(Invalid):
        services.keep_signers(SubjectKind.RELAY, relay.id, Signers(Signatory(name="Ы" * 121)), 1)


@pytest.mark.parametrize("stops", [0, 1, 18])
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_a_schedule_of_eighteen_stops_is_one_page(app, language, stops):
    relay = a_chain(stops)
    (page,) = pages_of(printed(relay, language))
    name = {"kk": "Бұқар жырау ауданы", "ru": "Бұқар-Жырауский район"}[language]
    assert all(f"{name} {number}" in page for number in range(1, stops + 1))
    assert stops or {"kk": "әзірге кезең жоқ", "ru": "пока нет этапов"}[language] in page


def test_a_schedule_asks_as_much_for_eighteen_stops_as_for_one(app, statements):
    asked = set()
    for stops in (1, 18):
        relay = a_chain(stops)
        statements.clear()
        printed(relay)
        asked.add(len(statements))
    assert len(asked) == 1


def test_a_paper_is_printed_from_the_relay_s_page_with_one_click(app, reader):
    relay = a_chain()
    reader.sign_in(a_user(Role.REGION, region=db.session.get(Region, relay.region_id)))
    reader.visit(f"/staff/relays/{relay.id}?paper=kk")
    address = f"/staff/relays/{relay.id}/papers/{CODE}"
    reader.send({}, form=f"form[action='{address}']", expect=303)
    reader.follow()
    assert "sheet No. 00001" in reader.text()
    assert "Қазақша" in reader.text()
    reader.visit(reader.page.select_one("a.btn-primary")["href"])
    reader.visit(f"{address}?in=ru")
    reader.send({"approves-name": "Ы" * 121}, expect=422)
    reader.send({"approves-name": "Оспанов М. Т.", "language": "ru"}, expect=303)
    assert "Оспанов М. Т." in pages_of(2)[0]
    reader.visit(f"/staff/relays/{relay.id}/signers")
    reader.send({"approves-post_ru": "Аким области"}, expect=303)
    assert queries.signers_of(queries.subject_of(SubjectKind.RELAY, relay.id))[0].approves.post.ru == "Аким области"
    reader.visit("/S/00002-1", expect=302)
    reader.visit(f"/staff/relays/{relay.id}/papers/none", expect=404)


def test_the_map_of_a_relay_is_one_page_with_every_name(app):
    relay = a_chain(6)
    for place, unit in enumerate(db.session.query(Unit)):
        unit.lat, unit.lon = 47 + place * 0.7, 66 + place * 2
    db.session.commit()
    number = services.print_paper("relay_map", SubjectKind.RELAY, relay.id, PrintWish("kk"), "map")
    (page,) = pages_of(number)
    assert all(f"Бұқар жырау ауданы {place}" in page for place in range(1, 7))


def test_a_paper_of_some_kinds_of_events_is_not_offered_to_others_and_a_typed_choice_is_judged(app, monkeypatch):
    event = an_event()
    choice = Choice("cars", "Cars", "", complaint=lambda typed: "No car 9." if "9" in typed else "")
    of_motorcades = replace(kinds.KINDS["running_sheet"], only=("motorcade",))
    monkeypatch.setitem(kinds.KINDS, "running_sheet", of_motorcades)
    assert "running_sheet" not in [line.kind.code for line in queries.panel_of(event_subject(event.id)).lines]
    with pytest.raises(NotFound):
        services.print_paper("running_sheet", SubjectKind.EVENT, event.id, PrintWish("ru"), "rally")
    monkeypatch.setitem(kinds.KINDS, "running_sheet", replace(of_motorcades, only=("rally",), choices=(choice,)))
    with pytest.raises(Invalid) as refused:
        services.print_paper("running_sheet", SubjectKind.EVENT, event.id, PrintWish("ru", chosen={"cars": "7-9"}), "9")
    assert [(one.field, one.message) for one in refused.value.problems] == [("choice_cars", "No car 9.")]


def test_a_paper_takes_those_who_sign_on_its_day(app, reader):
    relay = a_chain()
    new = Signatory(Translated(ru="Руководитель Департамента"), "Оспанов М. Т.")
    services.keep_signers(SubjectKind.RELAY, relay.id, Signers(HEAD), 0)
    services.keep_signers(SubjectKind.RELAY, relay.id, Signers(new), 0, date(2018, 5, 1), of=None)
    with pytest.raises(Invalid) as taken:
        services.keep_signers(SubjectKind.RELAY, relay.id, Signers(new), 0, date(2018, 5, 1), of=None)
    assert [one.field for one in taken.value.problems] == ["valid_from"]
    subject = queries.subject_of(SubjectKind.RELAY, relay.id)
    assert [(one.since, one.until) for one in queries.signers_over_time(subject)] == [
        (date(2018, 5, 1), None), (None, date(2018, 4, 30))
    ]  # fmt: skip
    assert "Жанпеисов" in pages_of(printed(relay))[0]
    clock.set_shift(datetime(2018, 5, 1, 3, tzinfo=UTC) - clock.now())
    after = pages_of(printed(relay, key="after"))[0]
    assert "Оспанов" in after
    assert "Жанпеисов" not in after
    reader.sign_in(a_user(Role.REGION, region=db.session.get(Region, relay.region_id)))
    reader.visit(f"/staff/relays/{relay.id}/signers?from=2018-05-01")
    reader.send({"valid_from": "вчера"}, expect=422)
    reader.send({"valid_from": "15.05.2018"}, expect=303)
    reader.visit(f"/staff/relays/{relay.id}/signers?from=2018-05-15")
    reader.send({}, form="form[action$='/removed']", expect=303)
    assert [one.since for one in queries.signers_over_time(subject)] == [None]
    with pytest.raises(Stale):
        services.remove_signers(SubjectKind.RELAY, relay.id, date(2018, 5, 15), 2)


def test_an_old_sheet_leads_to_the_newest_of_its_language_however_many_came_after(app, reader, monkeypatch):
    relay = a_chain()
    first, newest = printed(relay, "kk", "1"), printed(relay, "kk", "2")
    printed(relay, "ru", "3")
    monkeypatch.setattr(queries, "MOST", 1)
    reader.sign_in(a_user(Role.REGION, region=db.session.get(Region, relay.region_id)))
    reader.visit(f"/staff/papers/{first}")
    assert reader.page.select_one(f".flash a[href='/staff/papers/{newest}']")
