"""No string runs where it comes out; and each reader of what comes out says no when one does."""

import pytest

from campaign.core.db import Base
from campaign.core.mail.letters import Letter, Words, envelope
from campaign.sheets import cells
from tests.injections import outputs
from tests.injections.fields import WITHOUT_WORDS, sealed_properties, text_columns
from tests.injections.forms import text_fields, wrong_with
from tests.injections.strings import MARK, STRINGS
from tests.injections.world import papers

FIELDS = text_fields()


def test_every_text_field_of_every_form_takes_each_string_as_text(app, figure):
    wrong = [said for name, field in FIELDS for string in STRINGS for said in wrong_with(app, name, field, string)]
    assert wrong == []
    figure(f"{len(FIELDS)} fields × {len(STRINGS)} strings: 0 shown as markup, 0 kept with what nobody sees")


def test_fields_and_texts_are_found_in_forms_and_models():
    assert len(FIELDS) > 600
    names = {f"{column.table.name}.{column.name}" for column in text_columns()}
    assert {"people.full_name", "events.title", "registrations.note", "vehicles.plate", "organisations.name"} <= names
    assert ("GuardianConsent", "name") in {(table.__name__, name) for table, name in sealed_properties()}


def test_what_is_left_out_is_there_and_has_a_reason():
    whole = {f"{column.table.name}.{column.name}" for table in Base.metadata.sorted_tables for column in table.c}
    ends = {name.rpartition(".")[2] for name in whole}
    there = [name for name in WITHOUT_WORDS if name in whole or any(end == name or end.endswith(f"_{name}") for end in ends)]
    assert there == list(WITHOUT_WORDS)
    assert all(WITHOUT_WORDS.values())


@pytest.mark.parametrize("string", STRINGS)
def test_a_page_that_shows_a_string_as_it_is_would_be_found(string):
    """The mutant: a template that escapes nothing."""
    shown = outputs.page(f"<p>{string}</p>".encode()), outputs.page(f'<input value="{string}">'.encode())
    has_markup = "<" in string and ">" in string and MARK in string.partition("<")[2].partition(">")[0]
    assert bool(list(shown[0])) or not has_markup or string.startswith("&"), string
    assert bool(list(shown[1])) or not string.startswith('" autofocus')


@pytest.mark.parametrize("string", [string for string in STRINGS if string.startswith(("=", "+", "-", "@", "\t"))])
def test_a_table_without_guards_would_be_found(string):
    assert list(outputs.table(f'name;note\r\n"{string.replace(chr(34), chr(34) * 2)}";x\r\n'.encode()))
    guarded = cells.guarded(string).replace('"', '""')
    assert not list(outputs.table(f'name;note\r\n"{guarded}";x\r\n'.encode()))


def test_a_letter_with_a_second_head_would_be_found():
    torn = f"Subject: {MARK}\r\nBcc: a@example.com\r\nTo: b@example.com\r\nContent-Type: text/html\r\n\r\n<p>x".encode()
    assert list(outputs.letter(torn))


def test_a_calendar_with_an_alarm_of_its_own_would_be_found():
    torn = (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:{MARK}\r\nATTACH:x\r\nEND:VEVENT\r\n"
    )
    assert list(outputs.calendar(f"{torn}END:VCALENDAR\r\n".encode()))


@pytest.mark.parametrize("string", STRINGS)
def test_a_letter_says_a_string_as_it_is(app, string):
    letter = Letter("b@example.com", string, (Words(string),))
    assert list(outputs.letter(envelope(letter, "<1@example.com>").as_bytes())) == []


def test_papers_with_one_string_in_every_place():
    found = papers(1)
    assert found.wrong == []
    assert found.marked["application/pdf"] > found.outs["application/pdf"] * 0.9
