"""Requests made from the API's own description, good ones and broken ones, to things that are there and that are not.

A finding is an answer that the description does not promise: an error of ours, another status, another shape, something broken
that was taken, a token that was not asked for. That a good request is taken is no promise: an event that ends before it
begins fits the description and is refused with a sentence, as on the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from typing import Any

import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, Verbosity, given, settings
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

from campaign.accounts.services.limits import Limit
from campaign.core.actor import Role
from campaign.core.db import db
from campaign.web.api.spec import spec
from tests.factories import a_place, a_registration, a_stop, a_user, an_event
from tests.machine import a_token_of
from tests.reader import fresh_context

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance, negative_data_rejection, unsupported_method,
]  # fmt: skip


@dataclass
class Found:
    """How many requests were made, and what was wrong with answers."""

    requests: int = 0
    wrong: list[str] = field(default_factory=list)


def unlimited() -> Limit:
    """So many requests a minute as no test makes."""
    return Limit("api token", 10**6, timedelta(minutes=1))


def with_rows() -> tuple[str, dict[str, int]]:
    """A national token, and rows that addresses may name."""
    stop = a_stop()
    event = an_event(stop)
    there = {
        "stop_id": stop.id, "relay_id": stop.relay_id, "region_id": stop.region_id, "event_id": event.id,
        "place_id": a_place(stop).id, "registration_id": a_registration(event).id,
    }  # fmt: skip
    token = a_token_of(a_user(Role.NATIONAL))
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
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            _ask(result.ok(), mode, token, there, examples, found)
    return found


def _ask(operation: Any, mode: GenerationMode, token: str, there: Mapping[str, Any], examples: int, found: Found) -> None:
    headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}

    @settings(
        max_examples=examples, deadline=None, database=None, derandomize=True, verbosity=Verbosity.quiet,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def one(case: Any) -> None:
        found.requests += 1
        if found.requests % 2 and mode is GenerationMode.POSITIVE:
            case.path_parameters |= {name: there.get(name, number) for name, number in case.path_parameters.items()}
        try:
            with fresh_context():
                case.call_and_validate(headers=headers, checks=CHECKS)
        except FailureGroup as group:
            found.wrong += [f"{operation.label}: {failure}" for failure in group.exceptions]

    try:
        one()
    except Exception as error:
        found.wrong.append(f"{operation.label}: {type(error).__name__}: {error}")
