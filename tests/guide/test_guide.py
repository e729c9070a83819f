"""The guide: every chapter in three languages, and links that lead somewhere."""

import re
from pathlib import Path

import pytest

from campaign.core.actor import Actor, Role
from campaign.core.db import db
from campaign.core.i18n import LANGUAGES
from campaign.guide.queries import chapters
from campaign.guide.readers import OF_PAGES, OF_ROLES, OF_SHELLS, chapter_for
from campaign.territory.models import Region
from tests.factories import a_stop, a_user


def test_every_sentence_is_there_in_three_languages():
    for chapter in chapters():
        for words in (chapter.title, chapter.who, *(text for step in chapter.steps for text in (step.title, step.text))):
            assert all(getattr(words, code) for code in LANGUAGES), words


PRINTERS_OWN = {"100 %", "бетке сыйдыру", "по размеру страницы", "fit to page"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_in_quotes_are_those_of_the_page(language):
    files = Path("campaign/translations", "ru" if language == "en" else language).glob("*.po")
    pages = "".join(file.read_text("utf-8").replace('"\n"', "") for file in files).casefold()
    told = "".join(
        str(words[language])
        for chapter in chapters()
        for step in chapter.steps
        for words in (step.title.as_dict(), step.text.as_dict())
    )
    quoted = set(re.findall("[«“](.*?)[»”]", told)) - PRINTERS_OWN
    assert {words for words in quoted if f'"{words.casefold()}' not in pages} == set()


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


@pytest.mark.parametrize("role", Role)
def test_each_role_is_led_to_its_own_chapter(app, reader, role):
    stop = a_stop()
    reader.sign_in(a_user(role, stop=stop, region=db.session.get_one(Region, stop.region_id)))
    reader.visit("/staff/")
    assert reader.page.select_one("footer a[href^='/guide/']")["href"] == f"/guide/{OF_ROLES[role]}"
    reader.visit("/guide/")
    assert reader.page.select_one("footer a[href^='/guide/']")["href"] == "/guide/"


def test_a_phone_at_work_is_led_to_its_own_chapter(app, client):
    for purpose, code in OF_SHELLS.items():
        assert f'href="/guide/{code}"' in client.get(f"/field/shells/{purpose}").get_data(as_text=True)


def test_whoever_comes_by_a_link_has_a_chapter(app):
    begins = {rule.endpoint.partition(".")[0] + "." for rule in app.url_map.iter_rules()}
    assert set(OF_PAGES) <= begins
    codes = {chapter.code for chapter in chapters()}
    assert codes == {*OF_PAGES.values(), *OF_SHELLS.values(), *OF_ROLES.values()}
    assert chapter_for(Actor(), "groups.leader") == "leader"
    assert chapter_for(Actor(), "accounts.sign_in") == ""
