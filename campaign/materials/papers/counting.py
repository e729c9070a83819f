"""The paper «Инвентаризационный лист»: what is to be counted in a store, with room for what was found."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from campaign.core import clock
from campaign.core.clock import on_the_wall
from campaign.core.i18n import _, _l, language
from campaign.materials import queries
from campaign.materials.papers.reading import campaign_name
from campaign.materials.papers.wording import legal, material, order_column, store_called, unit
from campaign.materials.schemas import PlaceRow, VariantRow
from campaign.materials.stock.queries import stock_of_store, store_to_read
from campaign.materials.stocktakes.queries import open_at, stocktake_row
from campaign.materials.stocktakes.schemas import Stocktake
from campaign.papers.schemas import Choice, PaperKind, Signers, SubjectKind
from campaign.papers.wording import campaign_line
from campaign.pdf.parts import Column, Grid, Head, Paper, Signer
from campaign.pdf.parts import Signers as SignersPart
from campaign.web.templating import day, number

_ROW: Final = 8.5  # mm; a hand writes figures in it
_USUAL_BLANK, _MOST_BLANK = 5, 200
_WITH, _WITHOUT = "with", "without"


@dataclass(frozen=True)
class CountSheet:
    """What the books say of a store: each material it has or had, with the quantity; `when` they said so, in words."""

    campaign: str
    store: PlaceRow
    rows: tuple[tuple[VariantRow, int], ...]
    when: str


def count_sheet(store_id: int) -> CountSheet:
    """The sheet of the stocktake that is running there; else what the books say now.

    Raises NotFound. At most 18 statements, however much is in the store.
    """
    store = store_to_read(store_id)
    if (running := open_at(store_id)) is not None:
        return _frozen(store, stocktake_row(running))
    row, heads = stock_of_store(store)
    here = {variant.id: row.amounts[variant.id].store for head in heads for variant in head.variants}
    known = queries.variants(with_retired=True)
    rows = tuple((known[variant_id], left or 0) for variant_id, left in here.items() if left is not None)
    today = clock.campaign_today()
    return CountSheet(campaign_name(store.region_id, store.stop_id, today), store, rows, day(today))


def _frozen(store: PlaceRow, running: Stocktake) -> CountSheet:
    begun = on_the_wall(running.begun_at, running.time_zone)
    when = _("stocktake begun on %(day)s, %(time)s", day=day(begun.date()), time=f"{begun:%H:%M}")
    rows = tuple((line.variant, line.expected) for line in running.lines)
    return CountSheet(campaign_name(store.region_id, store.stop_id, begun.date()), store, rows, when)


def count_paper(sheet: CountSheet, _signers: Signers, chosen: Mapping[str, str]) -> Paper:
    """A row each, by the books or blind; blank rows for what nobody knew of."""
    title = _("Stocktake sheet")
    shows_books = chosen["books"] == _WITH
    books = [Column(_("By the books"), 21, "right", "figures", "semibold", 9.5)] if shows_books else []
    columns = [
        order_column(), Column(_("Material"), 60, face="medium", size=9), Column(_("Unit"), 13, "centre", size=8),
        *books, Column(_("Found by counting"), 22, kind="blank"), Column(_("Differs by"), 22, kind="blank"),
        Column(_("Reason of the difference"), 42, kind="blank"),
    ]  # fmt: skip
    rows = []
    for place, (variant, left) in enumerate(sheet.rows, 1):
        rows.append([str(place), material(variant), unit(variant), *([number(left)] if shows_books else []), "", "", ""])
    blank = int(chosen["blank_rows"])
    rows += [[str(len(rows) + place), *[""] * (len(columns) - 1)] for place in range(1, blank + 1)]
    head = Head("", (f"{store_called(sheet.store)} · {sheet.when}",), campaign_line(sheet.campaign))
    signers = (Signer(_("Answers for the store"), sheet.store.responsible), Signer(_("Counted by")), Signer(_("Counted by")))
    return Paper(
        language=language(),
        title=title,
        short_title=f"{title}: {store_called(sheet.store)}, {sheet.when}",
        legal=legal(),
        author=sheet.campaign,
        parts=(
            head,
            Grid(columns, rows, _("Nothing ever was in this store."), row_height=_ROW, fives=True),
            SignersPart(signers),
        ),
    )


KIND = PaperKind(
    code="stocktake_sheet",
    name=_l("Stocktake sheet"),
    subject=SubjectKind.STORE,
    read=count_sheet,
    draw=count_paper,
    note=_l("to count with a pen in hand"),
    choices=(
        Choice(
            "books", _l("What the books say"), _WITH,
            values=((_WITH, _l("stands in each row")), (_WITHOUT, _l("is left out, so that nobody copies it"))),
        ),
        Choice(
            "blank_rows", _l("Blank rows at the end"), str(_USUAL_BLANK), most=_MOST_BLANK,
            hint=_l("For what is written by hand: 0 to %(most)s.", most=_MOST_BLANK),
        ),
    ),
)  # fmt: skip
