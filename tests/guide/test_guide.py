"""The guide: every chapter in three languages, and links that lead somewhere."""

import pytest

from campaign.core.actor import Role
from campaign.core.i18n import LANGUAGES
from campaign.guide.queries import chapters
from tests.factories import a_user


def test_every_sentence_is_there_in_three_languages():
    for chapter in chapters():
        for words in (chapter.title, chapter.who, *(text for step in chapter.steps for text in (step.title, step.text))):
            assert all(getattr(words, code) for code in LANGUAGES), words


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stranger_reads_every_chapter(app, reader, language):
    reader.visit("/guide/", language=language)
    links = [link["href"] for link in reader.page.select("main .lines a")]
    assert len(links) == len(chapters())
    for link in links:
        reader.visit(link, language=language)
        assert reader.page.select("main .guide-step")
        assert not reader.page.select("main .guide-step a.btn")


def test_whoever_works_here_is_led_on(app, reader):
    reader.sign_in(a_user(Role.NATIONAL))
    reader.visit("/guide/organizer")
    for link in [link["href"] for link in reader.page.select("main .guide-step a.btn")]:
        reader.visit(link)


def test_an_unknown_chapter_is_not_there(app, reader):
    reader.visit("/guide/nobody", expect=404)
