"""Small things of many pages: a field for a file, the full stop after a date."""

from datetime import date

import pytest
from wtforms import FileField, Form

from campaign.core.i18n import use_language
from tests.reader import parsed
from tests.web.test_macros import FORMS, kit, shown

__all__ = ["kit"]


def test_a_field_for_a_file_is_no_list(kit) -> None:
    """The widget for files can take many of them as a list can; it was drawn with the arrow of one."""

    class Sent(Form):
        table = FileField("Table")

    assert shown(kit, FORMS + "{{ forms.field(form.table) }}", form=Sent()).input["class"] == ["form-control"]


@pytest.mark.parametrize("asked", ["endpoint=x", "_anchor=x", "_external=1", "_scheme=x", "_method=x", "q=a+b&q=%D3%99"])
def test_a_page_in_another_language_keeps_whatever_stands_in_its_address(app, asked) -> None:
    page = parsed(app.test_client().get(f"/?{asked}&lang=en").data)
    assert page.select_one("a[hreflang=kk]")["href"] == f"/?{asked}&lang=kk"


def test_a_date_that_ends_a_sentence_brings_its_full_stop_along(kit) -> None:
    with use_language("ru"):
        said = shown(kit, '{{ _("Until %(day)s.", day=day|day) }}|{{ day|day_short_year }}', day=date(2018, 4, 6)).get_text()
    assert said.replace("\u00a0", " ") == "Until 6 апреля 2018 г.|6 апр 2018 г."


@pytest.mark.parametrize(
    ("title", "whole"),
    [
        ("Seating", "Seating – Rally"),
        ("Rally: people", "Rally: people"),
        ("Door: Temirtau", "Door: Temirtau"),
        ("Need: Rall", "Need: Rall"),
        ("Rally & sons", "Rally & sons"),
    ],
)
def test_a_title_names_what_its_page_is_a_part_of_once(kit, title, whole) -> None:
    page = (
        '{% from "_macros/page.html" import page_head %}<i>{{ page_head(title, crumbs=crumbs) }}</i>'
        "{% set named %}{{ title }}{% endset %}<b>{{ named }}{{ of_what(named) }}</b>"
    )
    crumbs = [("Temirtau", "/1"), ("Rally", "/2"), (title, None)]
    assert shown(kit, page, title=title, crumbs=crumbs).b.get_text() == whole
