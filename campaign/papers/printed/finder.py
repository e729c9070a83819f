"""What a search for everything finds of printed sheets, by the number at the foot of the page, and of kinds of papers."""

from typing import Any

from flask import url_for

from campaign.core import clock, prints
from campaign.core.actor import P
from campaign.core.i18n import _, _l, language
from campaign.papers.addresses import number_and_page
from campaign.papers.gallery.showing import SAMPLES
from campaign.papers.gallery.words import SUBJECTS
from campaign.papers.presses import PRESSES
from campaign.papers.printed.queries import find_sheets
from campaign.papers.printed.schemas import ListedSheet, SheetFilter
from campaign.web.finding import Asked, Finding, Found, best, keys_of, listed
from campaign.web.numbers import LARGEST
from campaign.web.templating import day_month


class Sheets:
    """By the number: `00418`, `418`, `№ 418-2`."""

    label = _l("Printed sheets")
    permission = P.PAPERS_PRINT
    icon = "paper"
    personal = False
    numbered = True

    def find(self, asked: Asked) -> Finding:
        """Two statements and what naming the subject costs; none for what is no number."""
        typed = number_and_page(asked.text)
        if typed is None or typed[0] > LARGEST:
            return Finding()
        return listed([self._found(row) for row in find_sheets(SheetFilter(number=typed[0])).rows])

    @staticmethod
    def _found(row: ListedSheet) -> Found:
        endpoint, parameter = prints.PAGES[row.press.code]
        given: dict[str, Any] = {parameter: row.number}
        day = day_month(clock.on_the_wall(row.printed_at, row.zone).date())
        title = _("Sheet %(number)s: %(paper)s", number=row.shown_number, paper=row.press.name)
        return Found(title, url_for(endpoint, **given), " · ".join(filter(None, (row.name.text(), day))), exact=True)


class Kinds:
    """Papers that the program prints, each with its sample, by words of the name and of what it is for."""

    label = _l("Kinds of papers")
    permission = P.PAPERS_PRINT
    icon = "print"
    personal = False
    numbered = False

    def find(self, asked: Asked) -> Finding:
        """No statement."""
        own: dict[str, Any] = {"in": language()}
        presses = [press for code, press in PRESSES.items() if code in SAMPLES]
        names, notes = keys_of([press.name for press in presses]), keys_of([press.note for press in presses])
        keys = [f"{name} | {note}" for name, note in zip(names, notes, strict=True)]
        found = [
            Found(
                str(press.name), url_for("gallery_staff.sample", sample_code=press.code, **own),
                str(SUBJECTS[press.subject]),
            )
            for press in best(asked, zip(keys, presses, strict=True), by_words=True)
        ]  # fmt: skip
        return listed(found, url_for("gallery_staff.gallery"))


FINDERS = (Sheets(), Kinds())
