"""Lines of materials as programs send them: each size once, and complaints that name the line."""

from collections.abc import Mapping, Sequence
from typing import Any

from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import _l
from campaign.web.api.asking import NOT_TAKEN

Lines = Sequence[Mapping[str, Any]]


def by_variant(lines: Lines) -> dict[int, Mapping[str, Any]]:
    """The lines by the size that they name. Raises Invalid for one that stands there twice."""
    found: dict[int, Mapping[str, Any]] = {}
    for place, line in enumerate(lines):
        if line["variant_id"] in found:
            words = _l("This material stands in a line above already. Put the two together.")
            raise Invalid(NOT_TAKEN, [Problem(f"lines.{place}.variant_id", "twice", words)])
        found[line["variant_id"]] = line
    return found


def quantities(lines: Lines) -> dict[int, int]:
    """How many of each size. Raises Invalid as `by_variant` does."""
    return {variant_id: line["quantity"] for variant_id, line in by_variant(lines).items()}


def in_body(error: Invalid, lines: Lines, before: str, others: Mapping[str, str] | None = None) -> Invalid:
    """The same complaint with fields as the body names them: `q-7` is `lines.0` where 7 was sent first."""
    places = {f"{before}{line['variant_id']}": f"lines.{place}" for place, line in enumerate(lines)} | dict(others or {})
    found = [Problem(places.get(one.field, one.field), one.code, one.message) for one in error.problems]
    return Invalid(error.message, found)
