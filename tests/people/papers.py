"""What the tests about printed rosters share: readers of files, an event with people, a browser that is signed in."""

import re

from flask import Flask
from flask.testing import FlaskClient

from campaign.accounts.models import User
from campaign.accounts.queries import COOKIE
from campaign.core.db import db
from campaign.events.models import Event
from campaign.people import documents
from campaign.people.paper.queries import roster_sheet
from campaign.people.paper.schemas import PrintWish, RosterSheet
from campaign.people.schemas import Marking
from campaign.people.services.printing import print_roster
from tests.factories import a_place, a_session_of, a_stop, an_event, words
from tests.reader import fresh_context


def a_planned_event() -> Event:
    """An event at a place, with a responsible person and a title in each language."""
    stop = a_stop()
    event = an_event(stop, title="Обход кабинетов")
    event.title = words("Обход кабинетов", "Кабинеттерді аралау", "Office walk")
    event.place_id, event.responsible = a_place(stop).id, "Ахметова Д. С."
    db.session.commit()
    return event


def a_sheet(event: Event, language: str = "kk", marking: Marking = Marking.BOX, blank_rows: int = 6) -> RosterSheet:
    return roster_sheet(print_roster(event.id, PrintWish(language, marking, blank_rows), f"{event.id} {language} {marking}"))


def pdf_of(sheet: RosterSheet) -> bytes:
    return b"".join(documents.roster_pdf(sheet))


def signed_in(app: Flask, user: User, language: str = "en") -> FlaskClient:
    client = app.test_client()
    client.set_cookie(COOKIE, a_session_of(user))
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
    return client


def got(client: FlaskClient, url: str, expect: int = 200) -> bytes:
    with fresh_context():
        response = client.get(url)
    assert response.status_code == expect, response.get_data(as_text=True)[:2000]
    return response.data


def sent(client: FlaskClient, url: str, expect: int = 303, url_to: str = "", **fields: str) -> str:
    """POST to the page (or elsewhere) with the token of the page; the address of the answer."""
    with fresh_context():
        token = re.search(rb'name="csrf_token"[^>]*value="([^"]+)"', client.get(url).data)
    with fresh_context():
        response = client.post(url_to or url, data={"csrf_token": token.group(1).decode() if token else "", **fields})
    assert response.status_code == expect, response.get_data(as_text=True)[:2000]
    return response.location or ""
