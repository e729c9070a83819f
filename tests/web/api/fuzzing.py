"""Requests made from the API's own description, good ones and broken ones, to things that are there and that are not.

A finding is an answer that the description does not promise: an error of ours, another status, another shape, something broken
that was taken, a token that was not asked for. That a good request is taken is no promise: an event that ends before it
begins fits the description and is refused with a sentence, as on the page.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from typing import Any

import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, Verbosity, assume, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.generation.modes import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from campaign.accounts.queries import actor_with_id
from campaign.accounts.services.limits import Limit
from campaign.core.actor import Role
from campaign.core.db import db
from campaign.events.checklists.schemas import NewTask, TaskAnchor
from campaign.events.checklists.services import add_task
from campaign.events.models import Event
from campaign.relay.models import Stop
from campaign.web.api.spec import spec
from tests.events.figures.said import a_said_figure
from tests.exhibition.printed import a_printed_panel
from tests.factories import a_place, a_registration, a_stop, a_user, an_event, words
from tests.machine import a_token_of
from tests.materials.norms.norms import a_norm_and_a_set
from tests.materials.stock import a_stocked_stop
from tests.motorcades.columns import a_driven_car
from tests.reader import fresh_context
from tests.reports.information.written import a_report
from tests.reports.periods.closed import a_closed_period
from tests.walks.halls import a_hall_of_the_region

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|\+00:00)")


def moments_have_the_offset_of_their_place(_context: Any, response: Any, _case: Any) -> None:
    """No place of the campaign lies on the meridian of Greenwich: a moment of there has lost its place."""
    if response.status_code < 300 and (found := _MOMENT.search(response.text)):
        raise AssertionError(f"{found.group()} stands on no wall of the campaign")


CHECKS = [
    moments_have_the_offset_of_their_place,
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance, negative_data_rejection, unsupported_method,
]  # fmt: skip


@dataclass
class Found:
    """How many requests were made to how many operations, and what was wrong with answers."""

    requests: int = 0
    operations: int = 0
    wrong: list[str] = field(default_factory=list)


def unlimited() -> Limit:
    """So many requests a minute as no test makes."""
    return Limit("api token", 10**6, timedelta(minutes=1))


def with_rows() -> tuple[str, dict[str, Any]]:
    """A national token, and rows of every room that addresses and bodies may name: one event has all of them."""
    stop = a_stop()
    stop_id, relay_id, region_id, unit_id = stop.id, stop.relay_id, stop.region_id, stop.unit_id
    event_id = an_event(stop, title="Обход и колонна").id
    registration_id = a_registration(db.session.get_one(Event, event_id)).id
    there: dict[str, Any] = {
        "stop_id": stop_id, "relay_id": relay_id, "region_id": region_id, "event_id": event_id, "unit_id": unit_id,
        "place_id": a_place(db.session.get_one(Stop, stop_id)).id, "registration_id": registration_id,
    }  # fmt: skip
    national = a_user(Role.NATIONAL)
    token, actor = a_token_of(national), actor_with_id(national.id)
    there |= a_said_figure(event_id, "План") | a_driven_car(event_id, "Абенов Данияр")
    there |= a_hall_of_the_region(stop_id, event_id) | a_stocked_stop(stop_id, registration_id)
    there |= a_norm_and_a_set(stop_id) | a_printed_panel(stop_id, actor) | a_report(actor, stop_id) | a_closed_period(stop_id)
    there["task_id"] = add_task(NewTask(stop_id, event_id, words("Сцена"), TaskAnchor.ARRIVAL, -1))
    db.session.remove()
    return token, there


def fuzzed(app: Flask, token: str, there: Mapping[str, Any], examples: int, every: int = 1) -> Found:
    """So many good and so many broken requests to each operation, or to one of `every`.

    `there`: numbers of rows by the names of addresses.
    """
    found = Found()
    schema = schemathesis.openapi.from_dict(spec())
    schema.app = app
    for result in islice(schema.get_all_operations(), 0, None, every):
        found.operations += 1
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            _ask(result.ok(), mode, token, there, examples, found)
    return found


def _of_the_same(body: Any, there: Mapping[str, Any]) -> Any:
    """The body with rows that are there in the places of invented ones, however deep they stand."""
    if isinstance(body, dict):
        return {
            name: there[name] if name in there and isinstance(given, int) else _of_the_same(given, there)
            for name, given in body.items()
        }
    return [_of_the_same(one, there) for one in body] if isinstance(body, list) else body


def _ask(operation: Any, mode: GenerationMode, token: str, there: Mapping[str, Any], examples: int, found: Found) -> None:
    headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}

    @settings(
        max_examples=examples, deadline=None, database=None, derandomize=True, verbosity=Verbosity.quiet,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def one(case: Any) -> None:
        assume([] not in dict(case.query or {}).values())  # it stands in no address: what is sent is another request
        found.requests += 1
        if found.requests % 2 and mode is GenerationMode.POSITIVE:
            case.path_parameters |= {name: there.get(name, number) for name, number in case.path_parameters.items()}
            case.body = _of_the_same(case.body, there)
        with fresh_context():
            found.wrong += _told(case, headers)

    try:
        one()
    except Exception as error:
        found.wrong.append(f"{operation.label}: no request could be made: {type(error).__name__}: {error}")


def _told(case: Any, headers: Mapping[str, str]) -> list[str]:
    """What is wrong with the answer, in one text: the complaints, the answer, the request as curl; without an answer, why.

    An error that breaks through is kept as well, and not asked once more: a second time all may be well.
    """
    try:
        case.call_and_validate(headers=dict(headers), checks=CHECKS)
    except FailureGroup as group:
        return [f"{case.operation.label}: {group.args[0]}"]
    except Exception as error:
        broken = "".join(traceback.format_exception(error)[-4:])
        return [f"{case.operation.label}: {broken}\n{case.as_curl_command(headers=dict(headers))}"]
    return []
