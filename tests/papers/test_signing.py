"""The page on which signers are named, while somebody else names others."""

from datetime import date

import pytest

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.core.i18n import Translated
from campaign.papers import queries, services
from campaign.papers.schemas import Signatory, Signers, SubjectKind
from campaign.territory.models import Region
from tests.factories import a_relay, a_stop, a_user
from tests.reader import Reader

BEFORE = Signatory(Translated(ru="Руководитель департамента"), "Жанпеисов К. М.")
AFTER = Signatory(Translated(ru="Аким области"), "Оспанов М. Т.")
FROM = date(2018, 5, 1)


@pytest.fixture
def relay_id(app) -> int:
    relay = a_relay()
    a_stop(relay)
    return relay.id


@pytest.fixture
def clerk(app, relay_id) -> Reader:
    """Who reads the page of a region's signers, which another will change."""
    reader = Reader(app)
    reader.sign_in(a_user(Role.REGION, region=db.session.query(Region).one()))
    return reader


def named(relay_id: int) -> list[tuple[date | None, str, list[str]]]:
    """Those who sign over time: from when, who approves, who agrees."""
    known = queries.signers_over_time(queries.subject_of(SubjectKind.RELAY, relay_id))
    return [(one.since, one.signers.approves.name, [who.name for who in one.signers.agrees]) for one in known]


def test_whoever_comes_second_sees_whom_the_other_named_and_may_save_again(clerk, relay_id):
    services.keep_signers(SubjectKind.RELAY, relay_id, Signers(BEFORE), 0)
    clerk.visit(f"/staff/relays/{relay_id}/signers")
    services.keep_signers(SubjectKind.RELAY, relay_id, Signers(AFTER, (BEFORE,)), 1)
    clerk.send({"approves-name": "Сейтов А. Б."}, expect=409)
    assert "Approves, Surname and initials: now it says “Оспанов М. Т.”." in clerk.text()
    assert "Approves, Position and body in Russian: now it says “Аким области”." in clerk.text()
    assert "Agrees: now it says “Руководитель департамента, Жанпеисов К. М.”." in clerk.text()
    assert "Drew the paper up" not in clerk.page.select_one(".flash, [role=alert]").get_text()
    clerk.send({}, expect=303)
    assert named(relay_id) == [(None, "Сейтов А. Б.", [])]


def test_whoever_names_the_first_signers_second_sees_those_there_are_now(clerk, relay_id):
    clerk.visit(f"/staff/relays/{relay_id}/signers")
    services.keep_signers(SubjectKind.RELAY, relay_id, Signers(BEFORE), 0)
    clerk.send({"approves-name": "Сейтов А. Б."}, expect=409)
    assert "Approves, Surname and initials: now it says “Жанпеисов К. М.”." in clerk.text()
    clerk.send({}, expect=303)
    assert named(relay_id) == [(None, "Сейтов А. Б.", [])]


def test_whoever_changes_signers_who_were_taken_back_meanwhile_names_them_anew(clerk, relay_id):
    services.keep_signers(SubjectKind.RELAY, relay_id, Signers(BEFORE), 0)
    services.keep_signers(SubjectKind.RELAY, relay_id, Signers(AFTER), 0, FROM, of=None)
    clerk.visit(f"/staff/relays/{relay_id}/signers?from={FROM}")
    services.remove_signers(SubjectKind.RELAY, relay_id, FROM, 1)
    clerk.send({"approves-name": "Сейтов А. Б."}, expect=409)
    assert "now it says" not in clerk.text()
    clerk.send({}, expect=303)
    assert named(relay_id) == [(FROM, "Сейтов А. Б.", []), (None, "Жанпеисов К. М.", [])]


def test_a_page_with_a_day_that_is_none_may_be_saved_again(clerk, relay_id):
    services.keep_signers(SubjectKind.RELAY, relay_id, Signers(BEFORE), 0)
    clerk.visit(f"/staff/relays/{relay_id}/signers")
    clerk.send({"of": "вчера", "valid_from": "01.05.2018"}, expect=409)
    clerk.send({}, expect=303)
    assert [since for since, *_who in named(relay_id)] == [FROM, None]


def test_a_page_that_came_without_its_version_is_not_taken_for_the_first(clerk, relay_id):
    clerk.visit(f"/staff/relays/{relay_id}/signers")
    clerk.send({"version": "", "approves-name": "Сейтов А. Б."}, expect=409)
    assert named(relay_id) == []
    clerk.send({}, expect=303)
    assert [who for _since, who, _agrees in named(relay_id)] == ["Сейтов А. Б."]
