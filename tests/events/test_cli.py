"""`adalzhol events …`."""

import json

from campaign.core.db import unit_of_work
from campaign.events import queries, services
from campaign.events.schemas import EventState
from campaign.factory import Console
from tests.factories import a_stop, an_event


def run(app, *words: str):
    return app.test_cli_runner().invoke(app.cli, ["events", *words])


def test_events_are_listed_a_line_each(app):
    event = an_event(title="Rally", capacity=50)
    assert run(app, "list").output.split() == [
        str(event.id), "2018-04-06", "12:00–13:00", "open", "0", "of", "50", "Темиртау:", "Rally",
    ]  # fmt: skip
    assert run(app, "list", "--stop", "404").output == "There are no events.\n"


def test_a_machine_gets_one_document(app):
    stop = a_stop()
    event = an_event(stop)
    an_event(a_stop())
    for words in (["--stop", str(stop.id)], ["--relay", str(stop.relay_id)]):
        document = json.loads(run(app, "list", "--json", *words).output)
        assert [(row["id"], row["kind"], row["starts_at"]) for row in document["events"]] == [
            (event.id, "rally", "2018-04-06T12:00+06:00")
        ]


def test_a_stop_is_opened_by_a_command(app):
    stop = a_stop()
    with unit_of_work() as session:
        services.load_shipped(session)
    services.apply_kit(stop.id, "standard")
    assert run(app, "open", "--stop", str(stop.id)).output == "Opened registration for 7 events; 0 were left as they are.\n"
    assert {row.state for row in queries.events_of_stop(stop.id)} == {EventState.OPEN}


def test_a_stop_that_is_not_there_is_one_line(app):
    result = app.test_cli_runner().invoke(Console(create_app=lambda: app), ["events", "open", "--stop", "404"])
    assert (result.exit_code, result.output.strip().splitlines()[-1]) == (1, "Error: There is no such stop.")
