"""What stands after the course: materials, doors, publications, the baton, and what is annexed."""

from campaign.core.i18n import _
from campaign.core.numerals import Case
from campaign.events.figures.schemas import PUBLICATIONS
from campaign.events.figures.totals import total_of
from campaign.events.press.schemas import PublicationRow
from campaign.events.press.words import TONGUES
from campaign.materials.words import UNITS
from campaign.papers.presses import PRESSES
from campaign.relay.custody.schemas import HandoverRow, HandoverState
from campaign.relay.custody.words import KINDS
from campaign.reports.information.gathering import Facts
from campaign.reports.information.saying.counting import GIVEN, VISITED, done, listed, many, sentence, share
from campaign.reports.information.things import Annex, MaterialSum
from campaign.walks.doors.schemas import Portion
from campaign.web.templating import clock_time, day, number, numbered, wall_day

_MOST_ADDRESS = 120
_MOST_LISTED = 40


def materials_rows(facts: Facts) -> tuple[tuple[str, ...], ...]:
    """Material, unit, issued, used, returned, lost, documents of issue."""
    return tuple(_material(row) for row in facts.materials)


def _material(row: MaterialSum) -> tuple[str, ...]:
    counts = (number(count) for count in (row.issued, row.used, row.returned, row.lost))
    return (row.name.text(), str(UNITS[row.unit]), *counts, listed(list(row.documents)))


def walk(facts: Facts) -> str:
    """What happened at the doors, as counts of doors: a refusal names nobody."""
    titles = {event.id: event.title.text() for event in facts.held}
    lines = [_doors(portion) for event_id, portion in facts.walks.items() if event_id in titles]
    if len(lines) > 1:
        named = [titles[event_id] for event_id in facts.walks if event_id in titles]
        lines = [f"{title}. {line}" for title, line in zip(named, lines, strict=True)]
    return "\n".join(lines)


def _doors(portion: Portion) -> str:
    visited = portion.done
    said = [
        _(
            "%(visited)s of %(all)s %(were_visited)s.", visited=share(visited), were_visited=done(VISITED, visited, "doors"),
            all=many(portion.doors, "doors", kazakh=Case.GENITIVE, russian=Case.GENITIVE),
        )
    ]  # fmt: skip
    if portion.pieces:
        said.append(
            _("%(soap)s %(were_given)s.", soap=many(portion.pieces, "soap"), were_given=done(GIVEN, portion.pieces, "soap"))
        )
    if signs := _signs(portion):
        said.append(_("Signs: %(results)s.", results="; ".join(signs)))
    if portion.again:
        said.append(_("Nobody was in at %(doors)s: they are visited again.", doors=_behind(portion.again)))
    return " ".join(map(sentence, said))


def _signs(portion: Portion) -> list[str]:
    """Each answer that was given at some doors."""
    said = []
    if portion.up:
        said.append(_("put up at %(doors)s", doors=_at(portion.up, Case.DATIVE)))
    if portion.there:
        said.append(_("there already at %(doors)s", doors=_at(portion.there, Case.LOCATIVE)))
    if portion.impossible:
        said.append(_("cannot be put up at %(doors)s", doors=_at(portion.impossible, Case.DATIVE)))
    if portion.refused:
        said.append(_("not put up at %(doors)s", doors=_at(portion.refused, Case.DATIVE)))
    return said


def _at(doors: int, kazakh: Case) -> str:
    return many(doors, "doors", kazakh=kazakh, russian=Case.LOCATIVE)


def _behind(doors: int) -> str:
    return many(doors, "doors", kazakh=Case.LOCATIVE, russian=Case.INSTRUMENTAL)


def publications(facts: Facts) -> str:
    """What was published where, when and in which language; several addresses of one story count once."""
    rows = facts.publications
    if not rows:
        return ""
    lines = [_("Published: %(count)s.", count=many(len(rows), "publications"))]
    measure = facts.gathered.measures.get(PUBLICATIONS)
    total = total_of(measure, facts.gathered).headline if measure else None
    if total and total.parts and total.value < len(rows):
        stories = many(total.value, "publications")
        lines = [
            _("%(addresses)s addresses; those of one story count once: %(stories)s.", addresses=len(rows), stories=stories)
        ]
    lines += [f"– {_publication(row)};" for row in rows[:_MOST_LISTED]]
    if len(rows) > _MOST_LISTED:
        lines.append(_("and %(count)s more.", count=len(rows) - _MOST_LISTED))
    else:
        lines[-1] = f"{lines[-1][:-1]}."
    return "\n".join(lines)


def _publication(row: PublicationRow) -> str:
    address = row.address if len(row.address) <= _MOST_ADDRESS else f"{row.address[:_MOST_ADDRESS]}…"
    where = row.outlet or address
    words = ", ".join((where, day(row.published_on), str(TONGUES[row.language])))
    return f"{words}, {address}" if row.outlet and address else words


def handover(facts: Facts) -> str:
    """How the baton came and to whom it went on, or will."""
    lines = []
    if facts.came is not None and facts.came.received_at is not None:
        lines.append(
            _("The baton was received on %(when)s from: %(giver)s; act %(act)s.", when=_when(facts.came), **_of(facts.came))
        )
    if (went := facts.went) is not None:
        if went.state is HandoverState.CONFIRMED:
            lines.append(
                _("The baton was handed over on %(when)s to: %(receiver)s; act %(act)s.", when=_when(went), **_of(went))
            )
        else:
            lines.append(
                _("The baton is to be handed over on %(when)s to: %(receiver)s; act %(act)s.", when=_when(went), **_of(went))
            )
        if place := went.place.text():
            lines.append(_("Place of the handover: %(place)s.", place=place))
        if items := [_item(line.name.text(), str(KINDS[line.kind]), line.inventory) for line in went.lines]:
            lines.append(_("Items: %(items)s.", items=listed(items)))
    return "\n".join(lines)


def _of(act: HandoverRow) -> dict[str, str]:
    return {"giver": act.giver.name.text(), "receiver": act.receiver.name.text(), "act": numbered(act.number)}


def _when(act: HandoverRow) -> str:
    at = act.received_at or act.agreed_at
    return f"{day(wall_day(at, act.time_zone))}, {clock_time(at, act.time_zone)}"


def _item(name: str, kind: str, inventory: str) -> str:
    return f"{name or kind} ({inventory})" if inventory else name or kind


def annexes(facts: Facts) -> str:
    """The lists that were printed, by the numbers of their sheets, and the acts."""
    lines = [f"{_list_name(annex)}: {_sheets(annex)};" for annex in facts.annexes]
    acts = [act for act in (facts.came, facts.went) if act is not None]
    if acts:
        numbers = listed([numbered(act.number) for act in acts])
        lines.append(_("Acts of handing the baton over: %(numbers)s;", numbers=numbers))
    if facts.photos:
        lines.append(_("Photos: %(photos)s;", photos=many(facts.photos, "photos")))
    if not lines:
        return ""
    return "\n".join([*lines[:-1], f"{lines[-1][:-1]}."])


def _list_name(annex: Annex) -> str:
    return str(PRESSES[annex.kind].name) if annex.kind in PRESSES else annex.kind


def _sheets(annex: Annex) -> str:
    return _("sheets %(numbers)s", numbers=", ".join(numbered(f"{value:05d}") for value in annex.numbers))
