"""The checklist of a stop on paper."""

import pytest

from campaign.events.checklists.schemas import TaskState
from campaign.events.checklists.services import add_task, settle_task
from campaign.papers import documents, queries, services
from campaign.papers.schemas import PrintWish, SubjectKind
from tests.events.checklists.test_tasks import a_wish
from tests.factories import a_stop, words
from tests.pdf import reading


def text_of(stop_id: int, language: str) -> str:
    number = services.print_paper("stop_checklist", SubjectKind.STOP, stop_id, PrintWish(language), f"{stop_id}{language}")
    return reading.text_of(documents.paper_pdf(queries.paper_sheet(number)))


@pytest.mark.parametrize(("language", "title"), [("kk", "Кезеңнің тапсырмалар тізімі"), ("ru", "Чек-лист этапа")])
def test_what_is_still_to_be_done_stands_on_the_paper(app, language, title):
    stop = a_stop()
    letter = words("Письмо о колонне № 5 «Адал жол»", "Керуен туралы хат № 5 «Адал жол»")
    add_task(a_wish(stop, title=letter, person="Әбенова Ж."))
    settle_task(add_task(a_wish(stop, title=words("Сделанное", "Жасалған"))), TaskState.DONE, 1)
    text = text_of(stop.id, language)
    assert title in text
    assert letter.text(language) in text
    assert "Әбенова Ж." in text
    assert "Сделанное" not in text


def test_an_empty_list_is_a_page_that_says_so(app):
    assert "Всё в этом списке решено." in text_of(a_stop().id, "ru")
