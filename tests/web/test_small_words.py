"""Small things of many pages: a field for a file, the full stop after a date."""

from datetime import date

from wtforms import FileField, Form

from campaign.core.i18n import use_language
from tests.web.test_macros import FORMS, kit, shown

__all__ = ["kit"]


def test_a_field_for_a_file_is_no_list(kit) -> None:
    """The widget for files can take many of them as a list can; it was drawn with the arrow of one."""

    class Sent(Form):
        table = FileField("Table")

    assert shown(kit, FORMS + "{{ forms.field(form.table) }}", form=Sent()).input["class"] == ["form-control"]


def test_a_date_that_ends_a_sentence_brings_its_full_stop_along(kit) -> None:
    with use_language("ru"):
        said = shown(kit, '{{ _("Until %(day)s.", day=day|day) }}|{{ day|day_short_year }}', day=date(2018, 4, 6)).get_text()
    assert said.replace("\u00a0", " ") == "Until 6 апреля 2018 г.|6 апр 2018 г."
