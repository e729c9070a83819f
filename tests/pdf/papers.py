"""Papers to test with: invented people, the words of a roster in three languages, and readers of what was made."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pypdf

from campaign.pdf.listing import Column, Head, ListingPaper, SheetStamp, Signer, Words, render

WORDS = {
    "kk": Words("Парақ", "{1} беттің {0}-беті", "{}-редакция", "басылды", "жалғасы", "қолы", "Тізімде ешкім жоқ"),
    "ru": Words("Лист", "стр. {} из {}", "редакция {}", "отпечатан", "продолжение", "подпись", "В списке никого нет"),
    "en": Words("Sheet", "page {} of {}", "revision {}", "printed", "continued", "signature", "Nobody is on the list"),
}
TITLES = {
    "kk": ("Қатысушылар тізімі", "Р/с №", "Тегі, аты, әкесінің аты", "Ұйым, оқу орны", "Телефон, +7", "Келді"),
    "ru": ("Список участников", "№", "Фамилия, имя, отчество", "Организация, место учёбы", "Телефон, +7", "Явка"),
    "en": ("Roster", "No.", "Full name", "Organisation", "Phone, +7", "Here"),
}


def a_person(number: int, name: str = "") -> tuple[str, ...]:
    return ("", name or f"Әлімжанова Іңкәр {number}", "«Таза жол» қоғамдық қоры", f"700 310 {number % 90 + 10} 10", "")


def people(count: int) -> list[tuple[str, ...]]:
    return [a_person(number) for number in range(1, count + 1)]


def a_list(rows: Sequence[Sequence[str]] = (), language: str = "kk", **changes: Any) -> ListingPaper:
    """A roster of five columns: number, name, organisation, phone, box."""
    title, *heads = TITLES[language]
    values: dict[str, Any] = {
        "language": language,
        "head": Head(title, ["Теміртау · 2018 ж. 6 сәуір, 11:00"], "«Адал жол – Честный путь»"),
        "columns": [
            Column(heads[0], 9, "centre", "order"),
            Column(heads[1], 70, face="medium", size=9.5),
            Column(heads[2], 70),
            Column(heads[3], 25, "centre", "figures"),
            Column(heads[4], 11, "centre", "box"),
        ],
        "rows": rows,
        "total": len(rows),
        "stamp": SheetStamp("00418", 3, "05.04.2018 17:42", "HTTPS://ADALJOL.EXAMPLE/S/00418-{page}"),
        "words": WORDS[language],
        "signers": [Signer("Тізімге жауапты", "Ахметова Д. С."), Signer("Тізімді тексерген")],
        "bookmark": 1,
    }
    return ListingPaper(**(values | changes))


def named(names: Sequence[str], **changes: Any) -> ListingPaper:
    """A list of people with these names."""
    return a_list([a_person(number, name) for number, name in enumerate(names, 1)], **changes)


def pages_of(paper: ListingPaper) -> list[str]:
    """The text of each page, as a reader copies it."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(render(paper))).pages]


def text_of(paper: ListingPaper) -> str:
    return "\n".join(pages_of(paper))
