"""The march list: who goes with which group, signed for having been briefed, the leader's signature below."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from campaign.core.i18n import _, _l, language, spoken
from campaign.papers.schemas import Choice, PaperKind, Phones, Signers, SubjectKind
from campaign.pdf.parts import Column, Grid, Heading, NewPage, Paper, Paragraph, Part, Signer
from campaign.pdf.parts import Signers as SignersPart
from campaign.people.lists.ordering import ORDER, in_order
from campaign.people.lists.queries import how_many, list_with_phones
from campaign.people.lists.schemas import EventList, GroupHead, ListLine
from campaign.people.lists.wording import blank_rows, head, leader_line, whole
from campaign.web.templating import NBSP

_ROW: Final = 8.8  # mm; a person signs in it
_USUAL_BLANK: Final = 4
_EACH: Final = "each"
# mm of name, organisation, role, group: Kazakh roles are longer, its organisations shorter
_WIDTHS: Final = {"kk": (60, 50, 42, 34), "ru": (60, 56, 36, 34), "en": (60, 54, 38, 34)}
_GROUP: Final = 4  # which column names the group


def march_paper(shown: EventList, signers: Signers, chosen: Mapping[str, str]) -> Paper:
    """Everybody in one table, or a page for each group with its own leader."""
    blank, shown = int(chosen["blank_rows"]), in_order(shown, chosen)
    tables = _by_group(shown, blank) if chosen["groups"] == _EACH else _together(shown, blank)
    return Paper(
        language=language(),
        title=_("March list"),
        short_title=_("March list: %(event)s", event=shown.event),
        landscape=True,
        author=shown.campaign,
        legal=_("The campaign's own form. The list is kept until the report on the event is closed."),
        parts=(
            head(shown, _facts(shown)),
            Paragraph(
                _(
                    "By signing I confirm that I was told why we are here, how we behave and whom I turn to. Taking part is "
                    "voluntary; I can leave at any time without giving a reason."
                ),
                size=8,
            ),
            *tables,
        ),
    )


def _facts(shown: EventList) -> tuple[tuple[str, str], ...]:
    line = "____________"
    return (
        (_("Participants on the list"), str(len(shown.lines))),
        (_("Groups"), str(len(shown.groups))),
        (_("Meeting point"), shown.meeting or line),
        (_("Leader"), leader_line(shown.leader, shown.phone) or line),
    )


def _together(shown: EventList, blank: int) -> Iterator[Part]:
    held = sum(group.held for group in shown.groups)
    yield _grid(shown.lines, 0, held + blank)
    yield SignersPart((Signer(_("Leader of the march"), shown.leader), Signer(_("The briefing was given by"))))


def _by_group(shown: EventList, blank: int) -> Iterator[Part]:
    """The groups in the alphabet, then who comes alone; a row keeps its number through all of them."""
    known = {group.id for group in shown.groups}
    alone = [line for line in shown.lines if line.group_id not in known]
    done = 0
    for group in shown.groups:
        lines = [line for line in shown.lines if line.group_id == group.id]
        if done:
            yield NewPage(headed=True)
        yield Heading(_("Group: %(name)s", name=whole(group.name)))
        yield _grid(lines, done, group.held + blank, apart=True)
        yield _signed(group)
        done += len(lines) + group.held + blank
    if alone or not shown.groups:
        if done:
            yield NewPage(headed=True)
        if shown.groups:
            yield Heading(_("Without a group"))
        yield _grid(alone, done, blank, apart=True)
        yield SignersPart((Signer(_("Leader of the march"), shown.leader), Signer(_("The briefing was given by"))))


def _signed(group: GroupHead) -> Part:
    phone = ", " + group.phone.replace(" ", NBSP) if group.phone else ""
    return SignersPart((Signer(_("Leader of the group") + phone, group.leader), Signer(_("The briefing was given by"))))


def _grid(lines: Sequence[ListLine], done: int, blank: int, apart: bool = False) -> Grid:
    """Rows numbered on from `done`; without the column of groups where a heading says it (`apart`)."""
    name, organisation, role, group = spoken(_WIDTHS)
    columns = [
        Column(_("No."), 9, "centre", "figures"),
        Column(_("Surname, first name, patronymic"), name, face="medium", size=9.5),
        Column(_("Organisation, place of study"), organisation, size=8),
        Column(_("Role at the event"), role, size=8),
        Column(_("Group, team"), group, size=8),
        Column(_("Telephone"), 29, "centre", "figures", phones=True),
        Column(_("Was briefed, signature"), 36, kind="blank"),
        Column(_("Present"), 12, "centre", "box"),
    ]
    rows = [_row(done + place, line) for place, line in enumerate(lines, 1)]
    rows += [[str(done + len(lines) + place), *[""] * 7] for place in range(1, blank + 1)]
    if apart:
        del columns[_GROUP]
        rows = [row[:_GROUP] + row[_GROUP + 1 :] for row in rows]
    return Grid(
        columns, rows, row_height=_ROW, fives=True, empty=_("Nobody is on the list yet."), keys=[line.key for line in lines]
    )


def _row(number: int, line: ListLine) -> list[str]:
    organisation, group = whole(line.organisation), whole(line.group)
    return [str(number), line.full_name, organisation, line.role.text(), group, line.phone, "", ""]


KIND = PaperKind(
    code="march",
    name=_l("March list"),
    subject=SubjectKind.EVENT,
    read=list_with_phones,
    draw=march_paper,
    note=_l("with signatures for the briefing"),
    choices=(
        Choice(
            "groups", _l("Groups"), "all",
            values=(("all", _l("everybody in one list")), (_EACH, _l("each group on a page of its own, with its leader"))),
        ),
        blank_rows(_USUAL_BLANK),
        ORDER,
    ),
    count=how_many,
    phones=Phones.OPTIONAL,
)  # fmt: skip
