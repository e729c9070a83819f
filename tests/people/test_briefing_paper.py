"""The paper of a briefing: one page to read out, places to sign in, on two pages for forty people."""

from dataclasses import replace

import pytest

from campaign.core.actor import acting_as
from campaign.core.db import unit_of_work
from campaign.core.errors import NotFound
from campaign.core.i18n import Translated
from campaign.events.briefing import services as briefing
from campaign.events.briefing.schemas import Contact
from campaign.papers import documents, queries, services
from campaign.papers.schemas import PrintWish, SubjectKind
from tests.events.test_planning import coordinator_of
from tests.factories import a_registration, a_stop, an_event
from tests.pdf import reading


def pages_of(event_id: int, language: str = "ru", key: str = "key") -> list[str]:
    number = services.print_paper("briefing", SubjectKind.EVENT, event_id, PrintWish(language), key)
    return reading.pages_of(documents.paper_pdf(queries.paper_sheet(number)))


@pytest.fixture
def event(app):
    with unit_of_work() as session:
        briefing.load_shipped(session)
    return an_event(a_stop(), title="Митинг & <b>Қала</b>")


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_forty_people_sign_on_two_pages(event, language):
    text = replace(
        briefing.usual_text(), meeting=Translated("Басты есік", "Главный вход"), medic=Contact("Медпункт", "+77000000115"),
        fact_ids=(1, 2), day=Translated(ru="09:30 Сбор\n10:00 Митинг", kk="09:30 Жиналу"),
    )  # fmt: skip
    briefing.write(event.id, text)
    for number in range(40):
        a_registration(event, f"Бекмұхамбетова Перизат{number} Өмірбекқызы")
    pages = pages_of(event.id, language)
    said = " ".join(pages)
    assert len(pages) == 2
    assert [said.count(f"Перизат{number} ") for number in range(40)] == [1] * 40
    assert [number in said for number in ("46", "8 700 000 01 15", "Митинг & <b>Қала</b>")] == [True] * 3
    if language == "ru":
        assert said.count("требует проверки") == 2
        assert "Отказ – это нормально" in pages[0]


def test_without_people_and_words_there_is_a_sheet_to_fill_in(event):
    said = " ".join(pages_of(event.id))
    assert ["Инструктаж ещё не написан" in said, "20" in said, "Участие добровольное" in said] == [True] * 3


def test_only_those_who_run_the_stop_print_it(event):
    with acting_as(coordinator_of(a_stop())), pytest.raises(NotFound):
        pages_of(event.id)
