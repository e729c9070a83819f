"""Some pages of a sheet once more (?pages=2-3,5): a printer that ate a page does not make a new sheet of it."""

import re
from collections.abc import Iterable
from typing import Final

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from campaign.core.errors import Invalid
from campaign.core.i18n import _l
from campaign.pdf.excerpt import excerpt, page_count

PDF: Final = "application/pdf"
LONGEST: Final = 200
_DASHES: Final = str.maketrans("‐‑‒–—−", "------")
_RANGE: Final = re.compile(r"([0-9]{1,6})(?:\s*-\s*([0-9]{1,6}))?")
_BETWEEN: Final = re.compile(r"\s*[,;]\s*|(?<=[0-9])\s+(?=[0-9])")


def sheet_file(pdf: Iterable[bytes], name: str, back: str) -> ResponseReturnValue:
    """The PDF of a sheet, whole or the pages that the address asks for; what is asked wrongly is told with room to mend it.

    `name`: how the file is called, without `.pdf`; `back`: the page of the sheet.
    """
    asked = request.args.get("pages", "").strip()
    if not asked:
        return _file(pdf, name)
    whole = b"".join(pdf)
    try:
        pages = wished_pages(asked, page_count(whole))
    except Invalid as error:
        said = {"wrong": error.message, "asked": asked[:LONGEST], "back": back, "url": request.path}
        return render_template("papers/staff/printed/pages.html", **said), 422
    return _file([excerpt(whole, pages)], f"{name}-p{_short(pages)}")


def wished_pages(text: str, last: int) -> list[int]:
    """The pages of “2-3, 5” in their order, each once. Raises Invalid for no such list and for pages beyond."""
    if len(text) > LONGEST:
        raise Invalid(_l("Write the pages like this: 2-3, 5."))
    spans = []
    for words in _BETWEEN.split(text.translate(_DASHES).strip(" ,;")):
        if (found := _RANGE.fullmatch(words)) is None:
            raise Invalid(_l("Write the pages like this: 2-3, 5."))
        spans.append(sorted((int(found[1]), int(found[2] or found[1]))))
    if beyond := [page for span in spans for page in span if not 1 <= page <= last]:
        raise Invalid(_l("There is no page %(page)s: the pages of this sheet end with %(last)s.", page=beyond[-1], last=last))
    return sorted({page for start, end in spans for page in range(start, end + 1)})


def _short(pages: list[int]) -> str:
    return str(pages[0]) if len(pages) == 1 else f"{pages[0]}-{pages[-1]}"


def _file(pdf: Iterable[bytes], name: str) -> Response:
    return Response(pdf, mimetype=PDF, headers={"Content-Disposition": f'inline; filename="{name}.pdf"'})
