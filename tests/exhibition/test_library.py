"""The library: every shipped panel may be kept and drawn, none is about a person, facts wait for their check."""

import pytest

from campaign.core.actor import Role, acting_as
from campaign.core.errors import Invalid, NotFound
from campaign.exhibition import gate, queries
from campaign.exhibition.library import queries as library
from campaign.exhibition.library.services import take
from campaign.exhibition.papers.queries import candidates
from campaign.exhibition.schemas import PanelKind
from tests.events.figures.said import a_figure, a_held_event, measured
from tests.exhibition.halls import TODAY, a_hall
from tests.factories import a_user
from tests.reader import Reader


def test_every_panel_may_be_taken_and_needs_nothing_but_the_check_of_its_source(app):
    hall, codes = a_hall(), list(library.shipped())
    with acting_as(hall.author):
        made = take(hall.id, codes, "all")
        assert take(hall.id, codes, "all") == made
        rows = queries.panels_of(hall.id)
        drawn = candidates(queries.exhibition_row(hall.id))
    assert [row.id for row in rows] == list(made)
    missing = {row.kind: {one.code for one in gate.refusals(row, TODAY)} for row in rows}
    assert missing == {
        PanelKind.FACTS: {"unchecked"}, PanelKind.LAW: {"unchecked"}, PanelKind.AMOUNTS: {"source", "unchecked"},
        PanelKind.POSTER: set(),
    }  # fmt: skip
    assert [one.too_long for one in drawn] == [0] * len(rows)
    assert all(text.kk and text.ru and text.en for row in rows for text in row.texts if text)


def test_what_is_not_there_is_not_taken(app):
    hall = a_hall()
    with acting_as(hall.author):
        with pytest.raises(NotFound):
            take(hall.id, ["promise", "nothing"], "a")
        with pytest.raises(Invalid):
            take(hall.id, [], "b")
        with pytest.raises(NotFound):
            take(hall.id, [library.FIGURES], "c")  # nothing was counted yet
        assert queries.panels_of(hall.id) == ()


def test_the_page_shows_each_as_it_would_hang_and_takes_the_ticked_ones(app):
    hall = a_hall()
    reader = Reader(app)
    reader.sign_in(a_user(Role.STOP, stop=hall.stop))
    page = reader.visit(f"/staff/exhibitions/{hall.id}/library", language="ru")
    assert len(page.select("svg.panel-picture")) == len(library.shipped())
    for box in page.select("input[name=codes]")[1:]:
        box.extract()
    reader.send({"codes": "relay_2018"}, expect=303)
    reader.follow()
    assert "How the relay began" in reader.text()
    reader.visit(f"/staff/exhibitions/{hall.id}/library")
    reader.send({}, expect=422)


def test_what_was_counted_becomes_a_panel_with_its_sources(app):
    hall = a_hall()
    measured()
    a_figure(a_held_event(hall.stop), 97)
    with acting_as(hall.author):
        (number,) = take(hall.id, [library.FIGURES], "figures")
        row = queries.panel_row(number)
    assert row.kind is PanelKind.FIGURES
    assert [(block.value, block.label.ru) for block in row.blocks] == [("97", "участники")]
    assert row.source.ru == "данные кампании на 05.04.2018"
    assert gate.refusals(row, TODAY) == ()
