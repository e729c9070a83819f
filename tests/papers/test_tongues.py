"""Acts in two languages: every word of both, Kazakh first; the same rows once."""

import pytest

from campaign.core.db import db
from campaign.materials.models import StockDocument
from campaign.papers import kinds
from campaign.papers.schemas import PrintWish, SubjectKind
from campaign.papers.services import print_paper
from campaign.papers.settings import SAVING
from campaign.papers.tongues import together
from campaign.pdf.parts import Column, Grid, Heading, Paper, Paragraph
from tests.papers.papers import pages_of


def test_a_transfer_note_in_two_languages_says_everything_twice_and_its_figures_once(demo_app):
    (document,) = db.session.query(StockDocument).filter_by(kind="transfer").order_by(StockDocument.id).limit(1)
    wish = PrintWish("ru", chosen={"tongues": "two", "ink": SAVING})
    alone = [pages_of(_printed(document.id, PrintWish(code)))[0] for code in ("kk", "ru")]
    both = " ".join(pages_of(_printed(document.id, wish)))
    for words in (("Қайдан", "Откуда"), ("Саны", "Количество")):
        assert [word in page for word, page in zip(words, alone, strict=True)] == [True, True]
        assert " / ".join(words) in both


def _printed(document_id: int, wish: PrintWish) -> int:
    return print_paper("stock_transfer", SubjectKind.STOCK_DOCUMENT, document_id, wish, f"{document_id}{wish}")


def test_every_act_of_the_demo_can_be_printed_in_two(demo_app):
    printed = set()
    wish = PrintWish("kk", chosen={"tongues": "two"})
    for number, sort in db.session.query(StockDocument.id, StockDocument.kind).order_by(StockDocument.id).limit(40):
        for kind in kinds.KINDS.values():
            if kind.in_two and sort in kind.only:
                print_paper(kind.code, SubjectKind.STOCK_DOCUMENT, number, wish, f"{kind.code}{number}")
                printed.add(kind.code)
    assert {"stock_receipt", "stock_transfer", "stock_loss"} <= printed


def test_papers_that_differ_in_their_rows_are_not_put_together():
    one = Paper("kk", "Акт", (Heading("Бір"), Paragraph("Мәтін"), Grid((Column("№", 9),), [("1",)])))
    other = Paper("ru", "Акт", (Heading("Один"), Paragraph("Текст"), Grid((Column("№", 9),), [("1",)])))
    assert together(one, other).parts == (Heading("Бір / Один"), Paragraph("Мәтін\nТекст"), Grid((Column("№", 9),), (("1",),)))
    with pytest.raises(ValueError, match="rows"):
        together(one, Paper("ru", "Акт", (*other.parts, Heading("Ещё"))))
