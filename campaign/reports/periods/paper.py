"""The sheet of a closed period and the sheet of its corrections, as they are frozen: pure, from what was read."""

from campaign.core.clock import on_the_wall
from campaign.core.i18n import _, language
from campaign.papers.schemas import Signatory
from campaign.papers.wording import campaign_line
from campaign.pdf.parts import Column, Grid, Head, Paper, Signer
from campaign.pdf.parts import Signers as SignersPart
from campaign.reports.periods.schemas import ClosedPeriod, Told
from campaign.reports.periods.snapshot import shown
from campaign.reports.periods.words import change_words, event, place, said, what, who_and_when
from campaign.reports.rollup.paper import rollup_parts
from campaign.reports.rollup.schemas import RollUp
from campaign.web.templating import day, day_span

_ROW = 6.2  # mm


def close_paper(rollup: RollUp, signer: Signatory, hash_of_period: str) -> Paper:
    """The table of the period with who signs it, and the hash by which it is known."""
    title = _("Summary of a closed period")
    legal = _(
        "Snapshot of a closed period, hash %(hash)s. What is corrected after closing is printed on a sheet of its own.",
        hash=shown(hash_of_period),
    )  # fmt: skip
    return Paper(
        language=language(), title=title, short_title=f"{title}: {rollup.title.text()}", landscape=True,
        author=rollup.campaign.text(), legal=legal, parts=(*rollup_parts(title, rollup), signed(signer)),
    )  # fmt: skip


def signed(signer: Signatory) -> SignersPart:
    return SignersPart((Signer(signer.post.text() or _("Signed by"), signer.name),))


def corrections_paper(period: ClosedPeriod, zone: str) -> Paper:
    """What has changed since a period was closed, each with before and after, who and when; nothing is told as nothing."""
    title, row = _("Corrections of a closed period"), period.row
    lines = [
        " · ".join((row.title.text(), day_span((row.first, row.last)))),
        _("closed on %(day)s, hash %(hash)s", day=day(on_the_wall(row.closed_at, zone).date()), hash=shown(row.hash)),
    ]
    return Paper(
        language=language(), title=title, short_title=f"{title}: {row.title.text()}", landscape=True,
        author=period.rollup.campaign.text(),
        legal=_("The sheet of the closed period stays as it was; this sheet tells what was found out later."),
        parts=(
            Head(title, lines, campaign_line(period.rollup.campaign.text())),
            Grid(_columns(), [_line(told, period, zone) for told in period.corrections], _("Nothing was corrected."),
                 row_height=_ROW, fives=True),
            signed(row.signer),
        ),
    )  # fmt: skip


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("No."), 9, "centre", "order"),
        Column(_("City, district"), 34, face="medium"),
        Column(_("Event"), 58),
        Column(_("What"), 38),
        Column(_("What happened"), 20),
        Column(_("Was"), 34),
        Column(_("Is now"), 34),
        Column(_("Who and when"), 44),
    )


def _line(told: Told, period: ClosedPeriod, zone: str) -> tuple[str, ...]:
    measures = period.rollup.table.measures
    was, now = (said(facts, measures) for facts in (told.correction.before, told.correction.now))
    return ("", place(told), event(told), what(told, measures), change_words(told), was, now, who_and_when(told, zone))
