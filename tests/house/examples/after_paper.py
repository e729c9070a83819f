"""The programme of a stop is listed and printed. For the copy in which the README was followed."""

from datetime import timedelta

import pytest
from babel.messages.extract import extract_from_file

from campaign.config import ROOT
from campaign.events.schemas import EventState
from campaign.papers.gallery.showing import SAMPLES
from tests.factories import NOON, an_event
from tests.house.test_words import KEYWORDS, catalogue
from tests.papers.gallery import kept
from tests.pdf.reading import pages_of

NAMES = {"kk": "Кезең бағдарламасы", "ru": "Программа этапа", "en": "Programme of the stop"}


def test_the_stop_lists_the_programme_and_prints_it_in_each_language(organizer, stop):
    an_event(stop, title="Митинг на площади")
    an_event(stop, title="Отменённый концерт", state=EventState.CANCELLED, starts=NOON + timedelta(hours=3))
    for code, name in NAMES.items():
        assert name in organizer.visit(f"/staff/stops/{stop.id}", language=code).get_text()
        organizer.visit(f"/staff/stops/{stop.id}/papers/stop_programme?in={code}")
        organizer.send({"language": code}, expect=303)
        organizer.follow()
        link = next(link["href"] for link in organizer.page.select("a[href$='.pdf']"))
        organizer.visit(link)
        text = pages_of(organizer.response.get_data())[0]
        assert name in text
        assert "Митинг на площади" in text
        assert "12:00" in text
        assert "Отменённый" not in text


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_every_sentence_of_it_is_translated(code):
    """As `test_words.py` asks of the whole house, which takes it five seconds."""
    found = extract_from_file("python", ROOT / "campaign/events/wallpaper.py", keywords=KEYWORDS)
    assert [message for _line, message, *_more in found if not all(catalogue(code).get(message, ("",)))] == []


def test_it_is_kept_as_it_looks(organizer):
    kept.main(["stop_programme"])
    assert kept.now("stop_programme") == kept.file_of("stop_programme").read_text()
    assert {file.stem for file in kept.FOLDER.glob("*.txt")} == set(SAMPLES)


def test_the_gallery_shows_it(organizer):
    organizer.visit("/staff/papers?in=ru&with=one")
    organizer.visit("/staff/papers/samples/stop_programme.pdf?in=ru&with=many")
    assert "Программа этапа" in pages_of(organizer.response.get_data())[0]
