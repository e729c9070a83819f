"""Printing door signs: each run is a frozen sheet, and each sign on it has a number for good (SPEC W5)."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from campaign.core import audit, clock, operations, prints, tasks
from campaign.core.actor import current_actor, widened
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import _, _l, use_language
from campaign.core.lengths import length_complaint
from campaign.events.queries import event_row
from campaign.papers.schemas import Printed
from campaign.pdf.signs.schemas import SignSet
from campaign.people.badges.words import brand_lines
from campaign.walks.models import Building
from campaign.walks.policies import ensure_can_print_walk
from campaign.walks.signs.models import DoorSign
from campaign.walks.signs.policies import ensure_can_write_signs
from campaign.walks.signs.queries import doors_of_ground, ground_of, hung, public_page
from campaign.walks.signs.rooms import typed_rooms
from campaign.walks.signs.schemas import (
    AT_ONCE,
    LONGEST_ROOMS,
    SIGNS,
    Ground,
    SignDoor,
    SignPaper,
    SignState,
    SignWish,
    Which,
    sign_number,
)
from campaign.walks.signs.services.inspecting import remind
from campaign.walks.signs.words import sign_of, sign_words, slogan_words

TASK: Final = "walks.signs"
_ACT: Final = "walks.signs"
_REFUSED: Final = _l("The signs were not printed.")


def print_signs(wish: SignWish, key: str, *, event_id: int | None = None, building_id: int | None = None) -> int:
    """Freeze the signs wished for, of a walk or of a building, and give the number of the run. The same key is one run.

    Raises NotFound, Refused, Invalid (also when no door is left). A tenth of a second for five hundred.
    """
    return int(_asked(wish, key, event_id, building_id, at_once=None)["number"])


def ask_for_signs(wish: SignWish, key: str, *, event_id: int | None = None, building_id: int | None = None) -> Printed:
    """The same for somebody who waits for a page: more than AT_ONCE signs become a task. Raises NotFound, Refused, Invalid."""
    answer = _asked(wish, key, event_id, building_id, at_once=AT_ONCE)
    return Printed(answer.get("number"), answer.get("task"))


def _asked(wish: SignWish, key: str, event_id: int | None, building_id: int | None, at_once: int | None) -> operations.Answer:
    with unit_of_work() as session:
        ground = writable(event_id, building_id)
        if earlier := operations.begin(session, _ACT, key, [event_id, building_id, wish.as_facts()]):
            return earlier
        hold(session, ground)
        doors = chosen_doors(ground, wish)
        answer: operations.Answer
        if at_once is not None and len(doors) > at_once:
            facts = {"event_id": event_id, "building_id": building_id, "wish": wish.as_facts()}
            answer = {"task": tasks.queue(session, TASK, ground.name, **facts)}
        else:
            answer = {"number": freeze(session, ground, wish, doors)}
        operations.finish(session, _ACT, key, answer)
        return answer


def print_later(facts: dict[str, Any], ended: Callable[[Session, int], None]) -> None:
    """What a task does; `ended` gets the number in the same unit of work.

    Raises NotFound, Refused when whoever asked may not print them any more, Invalid when somebody else has printed them.
    """
    wish = SignWish.of(facts["wish"])
    with unit_of_work() as session:
        ground = writable(facts["event_id"], facts["building_id"])
        hold(session, ground)
        ended(session, freeze(session, ground, wish, chosen_doors(ground, wish)))


def freeze_signs(session: Session, wish: SignWish, *, event_id: int) -> int:
    """Freeze the signs of a walk inside this unit of work; the number of the run. Raises NotFound, Refused, Invalid."""
    event = event_row(event_id)
    ensure_can_print_walk(current_actor(), event.region_id, event.stop_id)
    ground = ground_of(event_id, None)
    hold(session, ground)
    return freeze(session, ground, wish, chosen_doors(ground, wish))


def hold(session: Session, ground: Ground) -> None:
    """Nobody else prints for this building until the unit ends: two who print what is due at once print it once."""
    session.execute(select(Building.id).where(Building.id == ground.building_id).with_for_update())


def writable(event_id: int | None, building_id: int | None) -> Ground:
    """The ground of a walk or a building, for whoever may print its signs. Raises NotFound, Refused."""
    ground = ground_of(event_id, building_id)
    ensure_can_write_signs(current_actor(), ground)
    return ground


def chosen_doors(ground: Ground, wish: SignWish) -> list[SignDoor]:
    """The doors of a wish. Raises Invalid with everything that is wrong with it, or when none is left."""
    if words := length_complaint(wish.rooms, LONGEST_ROOMS):
        raise Invalid(_REFUSED, [Problem("rooms", "too_long", words)])
    doors = list(doors_of_ground(ground))
    if wish.which is Which.SOME:
        doors = [door for door in doors if door.office_id in wish.offices]
    if wish.floors:
        doors = [door for door in doors if door.floor_id in wish.floors]
    doors, problems = typed_rooms(doors, wish.rooms)
    if not wish.slogan:
        problems.append(Problem("slogan", "unknown", _("Choose one of the slogans.")))
    wanted = [door for door in doors if wish.which is not Which.BARE or door.state is None]
    if not wanted and not problems:
        problems.append(Problem("which", "nothing_due", _nothing(bool(doors))))
    if problems:
        raise Invalid(_REFUSED, problems)
    return wanted


def _nothing(has_doors: bool) -> str:
    if has_doors:
        return _("Each of these doors has a sign. To print them all the same, choose “all doors again”.")
    return _("There are no doors here to print signs for.")


def freeze(session: Session, ground: Ground, wish: SignWish, doors: Sequence[SignDoor]) -> int:
    """One run: its sheet, a tracked row a sign, and a reminder to look again."""
    sheet = prints.freeze(
        session, kind=SIGNS, subject_id=ground.building_id, region_id=ground.region_id, stop_id=ground.stop_id,
        language=wish.tongues.codes[0], rows=len(doors), content=_paper(ground, wish, doors).content(),
    )  # fmt: skip
    _replace(session, [door.office_id for door in doors])
    same = {
        "sheet_number": sheet.number, "region_id": ground.region_id, "building_id": ground.building_id,
        "event_id": ground.event_id, "format": wish.format, "tongues": wish.tongues, "made_at": clock.campaign_now(),
    }  # fmt: skip
    shown = f"{sheet.number:05d}"
    session.add_all(
        DoorSign(number=sign_number(shown, place), place=place, office_id=door.office_id, room=door.room, **same)
        for place, door in enumerate(doors, 1)
    )
    after = {
        "building": ground.building_id, "event": ground.event_id, "number": sheet.number, "rows": sheet.rows,
        "format": wish.format.value,
    }  # fmt: skip
    audit.note(session, "sheet.printed", "sheet", sheet.id, region_id=ground.region_id, after=after)
    if ground.event_id is not None:
        remind(session, ground.event_id)
    return sheet.number


def _replace(session: Session, offices: Iterable[int]) -> None:
    """Signs of these doors that nobody has put up will not be: there is a later one."""
    older = update(DoorSign).where(DoorSign.office_id.in_(offices), DoorSign.state == SignState.PRINTED, ~hung())
    kept = {"state": SignState.REPLACED, "state_at": clock.campaign_now()}
    with widened():
        session.execute(older.values(**kept).execution_options(synchronize_session=False))


def _paper(ground: Ground, wish: SignWish, doors: Sequence[SignDoor]) -> SignPaper:
    codes = wish.tongues.codes
    with use_language(codes[0]):
        campaign = ground.campaign.text()
        of = SignSet(
            format=wish.format, language=codes[0], title=_("Door signs: %(building)s", building=ground.name.text()),
            brand=tuple(brand_lines(campaign)), slogan=slogan_words(wish.slogan, codes), words=sign_words(codes),
            signs=tuple(sign_of(door, wish.tongues, wish.with_position) for door in doors), hotline=ground.hotline,
            address=public_page(), author=campaign,
        )  # fmt: skip
    return SignPaper(
        of, wish.tongues, wish.which, ground.time_zone, ground.building_id, ground.event_id, wish.with_position,
        tuple(f"office:{door.office_id}" for door in doors),
    )  # fmt: skip
