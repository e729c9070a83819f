"""The papers about minors: a consent in two languages for each who waits, and a list of those who come."""

import pytest

from campaign.core.actor import acting_as
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.papers import documents, queries, services
from campaign.papers.schemas import PrintWish, SubjectKind
from campaign.people.schemas import RegistrationState
from tests.events.test_planning import coordinator_of
from tests.factories import a_registration, a_stop, an_event
from tests.pdf import reading
from tests.people.minors.conftest import a_guardian_consent, a_minor


def pages_of(code: str, event_id: int, language: str) -> list[str]:
    number = services.print_paper(code, SubjectKind.EVENT, event_id, PrintWish(language), f"{code} {language} {event_id}")
    return reading.pages_of(documents.paper_pdf(queries.paper_sheet(number)))


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_each_child_who_waits_gets_a_page_in_both_languages(app, language):
    event = an_event()
    assert len(pages_of("guardian_consents", event.id, language)) == 1
    event = an_event()
    for number in range(3):
        a_minor(event, f"Бекмұхамбетова Перизат{number} Өмірбекқызы")
    a_registration(event, "Үлкен Адам")
    pages = pages_of("guardian_consents", event.id, language)
    assert len(pages) == 3
    for number, page in enumerate(pages):
        assert f"Перизат{number} " in page
        assert "16 жасқа толмаған" in page
        assert "не исполнилось 16 лет" in page


def test_the_list_names_those_with_a_place_and_whom_to_call(app):
    event = an_event()
    comes = a_minor(event, "Ермек Нұрлан")
    a_guardian_consent(comes)
    comes.state = RegistrationState.CONFIRMED
    event.taken += 1
    db.session.commit()
    a_minor(event, "Екінші Бала")
    a_registration(event, "Үлкен Адам")
    page = " ".join(pages_of("minors", event.id, "ru"))
    assert [
        words in page for words in ("Ермек Нұрлан", "2005", "Сейтова Гүлнар", "8 701 000 00 01", "потому без места: 1")
    ] == [True] * 5
    assert "Екінші" not in page
    assert "Үлкен" not in page
    with acting_as(coordinator_of(a_stop())), pytest.raises(NotFound):
        pages_of("minors", event.id, "kk")
