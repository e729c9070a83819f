"""The presses of the roster, badges, door signs, handover acts and panels, whose sheets have forms of their own."""

from typing import Final

from campaign.core.i18n import _l
from campaign.exhibition.papers.choices import CHOICES as PANEL_CHOICES
from campaign.exhibition.papers.choices import wish_of as panels_wished
from campaign.exhibition.papers.documents import panels_pdf, panels_rows
from campaign.exhibition.papers.queries import panels_sheet, sheet_to_print
from campaign.exhibition.papers.schemas import PANELS
from campaign.exhibition.papers.services import freeze_panels
from campaign.papers.presses import Press
from campaign.papers.schemas import Phones, Subject, SubjectKind
from campaign.people.badges.choices import CHOICES as BADGE_CHOICES
from campaign.people.badges.choices import wish_of as badges_wished
from campaign.people.badges.documents import badges_pdf, badges_rows
from campaign.people.badges.queries import badge_sheet
from campaign.people.badges.schemas import BADGES
from campaign.people.badges.services import freeze_badges
from campaign.people.documents import roster_pdf, roster_rows
from campaign.people.lists.queries import how_many
from campaign.people.paper.choices import CHOICES as ROSTER_CHOICES
from campaign.people.paper.choices import wish_of as roster_wished
from campaign.people.paper.queries import roster_sheet
from campaign.people.paper.schemas import ROSTER
from campaign.people.services.printing import freeze_roster
from campaign.relay.custody.act.queries import act_sheet
from campaign.relay.custody.act.schemas import ACT, BLANK
from campaign.relay.custody.documents import act_pdf
from campaign.relay.custody.queries import act_due_at
from campaign.relay.custody.services import freeze_act_of_stop, freeze_blank
from campaign.walks.signs.choices import CHOICES as SIGN_CHOICES
from campaign.walks.signs.choices import wish_of as signs_wished
from campaign.walks.signs.documents import signs_pdf, signs_rows
from campaign.walks.signs.queries import sign_sheet
from campaign.walks.signs.schemas import SIGNS
from campaign.walks.signs.services import freeze_signs

_WALK: Final = "office_walk"
_BOTH: Final = ("kk",)  # a sheet in Kazakh and Russian at once: wished for in one language, whichever others a set has


def _has_act(subject: Subject) -> bool:
    return subject.kind is SubjectKind.STOP and act_due_at(subject.id) is not None


ROSTER_PRESS: Final = Press(
    code=ROSTER,
    name=_l("List of participants"),
    subject=SubjectKind.EVENT,
    suits=lambda subject: subject.kind is SubjectKind.EVENT,
    freeze=lambda session, subject, wish: freeze_roster(session, subject.id, roster_wished(wish.language, wish.chosen)),
    pdf=lambda number: roster_pdf(roster_sheet(number)),
    rows=lambda number: roster_rows(roster_sheet(number)),
    count=how_many,
    choices=ROSTER_CHOICES,
    note=_l("everybody with organisation, role and phone, to tick or to sign"),
    phones=Phones.OPTIONAL,
)
BADGES_PRESS: Final = Press(
    code=BADGES,
    tracks=True,
    name=_l("Badges"),
    subject=SubjectKind.EVENT,
    suits=lambda subject: subject.kind is SubjectKind.EVENT,
    freeze=lambda session, subject, wish: freeze_badges(session, subject.id, badges_wished(wish.language, wish.chosen)),
    pdf=lambda number: badges_pdf(badge_sheet(number)),
    rows=lambda number: badges_rows(badge_sheet(number)),
    count=how_many,
    choices=BADGE_CHOICES,
    note=_l("a badge for everybody on the list, to be cut out"),
    phones=Phones.SHARED,
    replaces=False,
)
SIGNS_PRESS: Final = Press(
    code=SIGNS,
    tracks=True,
    name=_l("Door signs"),
    subject=SubjectKind.EVENT,
    suits=lambda subject: subject.kind is SubjectKind.EVENT and subject.sort == _WALK,
    freeze=lambda session, subject, wish: freeze_signs(session, signs_wished(wish.chosen), event_id=subject.id),
    pdf=lambda number: signs_pdf(sign_sheet(number)),
    rows=lambda number: signs_rows(sign_sheet(number)),
    choices=SIGN_CHOICES,
    languages=_BOTH,
    note=_l("a sign for each door of the walk, to be cut out"),
    replaces=False,
    names_subject=False,
)
ACT_PRESS: Final = Press(
    code=ACT,
    name=_l("Handover act"),
    subject=SubjectKind.STOP,
    suits=_has_act,
    freeze=lambda session, subject, _wish: freeze_act_of_stop(session, subject.id),
    pdf=lambda number: [act_pdf(act_sheet(number))],
    rows=lambda _number: (),
    languages=_BOTH,
    note=_l("the act by which the baton goes on, in Kazakh and Russian"),
    names_subject=False,
)
BLANK_PRESS: Final = Press(
    code=BLANK,
    name=_l("Blank handover act"),
    subject=SubjectKind.STOP,
    suits=lambda subject: subject.kind is SubjectKind.STOP,
    freeze=lambda session, subject, _wish: freeze_blank(session, subject.id),
    pdf=lambda number: [act_pdf(act_sheet(number))],
    rows=lambda _number: (),
    languages=_BOTH,
    note=_l("to be filled in by hand"),
    replaces=False,
    names_subject=False,
)
PANELS_PRESS: Final = Press(
    code=PANELS,
    tracks=True,
    name=_l("Panels"),
    subject=SubjectKind.EXHIBITION,
    suits=lambda subject: subject.kind is SubjectKind.EXHIBITION,
    freeze=lambda session, subject, wish: freeze_panels(session, subject.id, panels_wished(wish.chosen)),
    pdf=lambda number: [panels_pdf(sheet_to_print(number))],
    rows=lambda number: panels_rows(panels_sheet(number)),
    choices=PANEL_CHOICES,
    languages=_BOTH,
    note=_l("every panel that may be printed, each a sheet of A3 or A4"),
    replaces=False,
)
