"""Some pages of a sheet once more: they are those of the sheet, and a wrong wish is told with what was typed."""

import io

import pikepdf
import pytest

from campaign.core.actor import Role
from campaign.core.errors import Invalid
from campaign.papers.presses import press_of
from campaign.papers.printed.pages import wished_pages
from campaign.registry.papers import SHEETS
from tests.factories import a_user
from tests.papers.test_own_sheets import first
from tests.reader import Reader, fresh_context


@pytest.mark.parametrize(
    ("text", "pages"),
    [("2-3, 5", [2, 3, 5]), ("5", [5]), (" 5;1–2 ", [1, 2, 5]), ("3-2 2 — 4", [2, 3, 4]), ("1,1,1-1", [1]), ("9-9,", [9])],
)
def test_pages_as_people_write_them(text, pages):
    assert wished_pages(text, 9) == pages


@pytest.mark.parametrize("text", ["x", "-3", "2-", "1--2", "0", "10", "1-999999", "1" * 7, "1," * 300, "²", "1.5", ",", "２"])
def test_nonsense_is_told(app, text):
    with pytest.raises(Invalid, match=r"Write the pages like this|There is no page"):
        wished_pages(text, 9)


def contents(pdf: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [page.Contents.read_raw_bytes() for page in opened.pages]


@pytest.mark.parametrize("code", ["roster", "badges", "door_signs", "handover_act", "sign_in"])
def test_every_sheet_gives_single_pages(demo_app, code):
    reader = Reader(demo_app)
    number, _subject = first(code, **({"which": "all"} if code == "door_signs" else {}))
    whole = contents(b"".join(press_of(code).pdf(number)))
    endpoint, parameter = SHEETS.get(code, ("papers_staff.sheet", "sheet"))
    reader.sign_in(a_user(Role.NATIONAL))
    with demo_app.test_request_context():
        page = demo_app.url_for(endpoint, **{parameter: number})
    with fresh_context():
        shown = reader.client.get(page, follow_redirects=True).get_data(as_text=True)
        part = reader.client.get(f"{page}.pdf?pages={len(whole)}")
        everything = reader.client.get(f"{page}.pdf?pages=")
    assert f'action="{page}.pdf"' in shown
    assert contents(part.data) == whole[-1:]
    assert f"-p{len(whole)}.pdf" in part.headers["Content-Disposition"]
    assert contents(everything.data) == whole
    wrong = reader.visit(f"{page}.pdf?pages=1-99999%22", expect=422)
    assert wrong.select_one("input[name=pages]")["value"] == '1-99999"'
    assert "Write the pages like this: 2-3, 5." in reader.text()
    assert f"No. {number:05d}" in reader.visit("/staff/sheets").get_text().replace("\N{NO-BREAK SPACE}", " ")
    reader.visit(f"{page}.pdf?pages={len(whole) + 1}", expect=422)
    assert f"There is no page {len(whole) + 1}" in reader.text()
