"""Texts with more characters than are kept."""

from campaign.core.i18n import Translated
from campaign.core.lengths import length_complaint, longest, too_long


def test_a_text_of_just_so_many_characters_fits(app):
    with app.test_request_context("/?lang=en"):
        assert length_complaint("сәлем", 5) == ""
        assert length_complaint("сәлем", 4) == "At most 4 characters fit here, there are 5."


def test_of_a_text_in_languages_each_that_is_too_long_is_named(app):
    with app.test_request_context():
        named = [problem.field for problem in too_long("name", Translated(kk="сәлем", ru="да", en="hello"), 4)]
    assert named == ["name_kk", "name_en"]


def test_the_longest_language_is_found_also_where_nothing_is_written():
    assert longest(Translated(kk="бір", ru="один")) == "один"
    assert longest(Translated()) == ""
