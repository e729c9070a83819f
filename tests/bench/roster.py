"""The roster: 8 columns, Kazakh and Russian, wrapped cells, grid, repeated head, page x of y."""

from __future__ import annotations

import io
import math
import os
import subprocess
import sys
from html import escape
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer

from campaign.pdf.fonts import FOLDER, register
from campaign.pdf.listing import Column, Head, ListingPaper, SheetStamp, Words, stream
from tests.bench.floor import REPEATS, beside_floor
from tests.bench.invented import people
from tests.bench.measure import REFERENCE, Case, Figures, calibrate, cpu, held, medians, peak, wants_peers

TITLE, LINE = "Список участников", "Теміртау · 6 апреля 2018 г., 11:00"
COLUMNS = [
    Column("№", 9, "right", "order"),
    Column("Фамилия, имя, отчество", 63, face="medium"),
    Column("Организация, место учёбы", 67),
    Column("Роль", 37),
    Column("Телефон, +7", 25, "centre", "figures"),
    Column("Курс", 10, "centre", "figures"),
    Column("Подпись", 30, kind="blank"),
    Column("Примечание", 26),
]
WORDS = Words("Лист", "стр. {} из {}", "редакция {}", "отпечатан", "продолжение", "подпись", "В списке никого нет")
ADDRESS = "HTTPS://ADALJOL.EXAMPLE/S/00417-{page}"
PEER = Path(__file__).with_name("peers") / "pycairo_roster.py"
SMALL, MIDDLE, LARGE = 1000, 10_000, 100_000


def paper(rows: list[tuple[str, ...]], address: str = "") -> ListingPaper:
    """The paper that all ways make; without the QR, which the others would not draw."""
    return ListingPaper(
        "ru", Head(TITLE, [LINE]), COLUMNS, rows, len(rows), SheetStamp("00417", 3, "05.04.2018 17:42", address), WORDS,
        blank_rows=0, row_height=5.6,
    )  # fmt: skip


def ours(count: int, address: str = "") -> Figures:
    """Our way, beside its floor; a large one once."""
    rows = people(count)
    whole(rows[:50], address)  # a worker that has printed before
    repeats = REPEATS if count <= MIDDLE else 1
    return beside_floor(lambda: whole(rows, address), lambda: _to_first_and_last(rows, address), repeats)


def whole(rows: list[tuple[str, ...]], address: str) -> bytes:
    return b"".join(stream(paper(rows, address)))


def _to_first_and_last(rows: list[tuple[str, ...]], address: str) -> Figures:
    began = cpu()
    with open(os.devnull, "wb") as out:
        pieces = stream(paper(rows, address))
        out.write(next(pieces))
        out.write(next(pieces))
        to_first = cpu() - began
        out.writelines(pieces)
    return {"cpu": cpu() - began, "first": to_first}


def memory(count: int) -> Figures:
    """How far the process grows over its rows while all pages go by."""
    rows = people(count)
    whole(rows[:50], ADDRESS)
    before = held()
    for _ in stream(paper(rows, ADDRESS)):
        pass
    return {"grown": peak() - before}


class CountedCanvas(Canvas):
    """The usual recipe for "page x of y" in ReportLab: keep the pages, number them at the end."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self._kept = []

    def showPage(self):
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self):
        for page in self._kept:
            self.__dict__.update(page)
            self.setFont("GolosText-Regular", 7)
            self.drawRightString(287 * mm, 14 * mm, f"стр. {self._pageNumber} из {len(self._kept)}")
            super().showPage()
        super().save()


def naive(count: int) -> Figures:
    """The naive way: a platypus LongTable, each cell a Paragraph."""
    rows = people(count)
    register()
    _platypus(rows[:50])
    began = cpu()
    _platypus(rows)
    return {"cpu": cpu() - began}


def _platypus(rows: list[tuple[str, ...]]) -> bytes:
    cell = ParagraphStyle("cell", fontName="GolosText-Regular", fontSize=8.5, leading=9.9)
    name = ParagraphStyle("name", parent=cell, fontName="GolosText-Medium")
    head = ParagraphStyle("head", parent=cell, fontName="GolosText-SemiBold", fontSize=7.5)
    title = ParagraphStyle("title", fontName="GolosText-Bold", fontSize=14, leading=18)
    styles = [cell, name, cell, cell, cell, cell, cell, cell]
    data = [[Paragraph(column.title, head) for column in COLUMNS]]
    data += [[Paragraph(escape(text), style) if text else "" for text, style in zip(row, styles, strict=True)] for row in rows]
    table = LongTable(data, colWidths=[column.width * mm for column in COLUMNS], repeatRows=1)
    table.setStyle([("GRID", (0, 0), (-1, -1), 0.3, colors.grey), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
    out = io.BytesIO()
    size = {"pagesize": (297 * mm, 210 * mm), "leftMargin": 12 * mm, "rightMargin": 10 * mm}
    document = SimpleDocTemplate(out, topMargin=20 * mm, bottomMargin=23 * mm, **size)
    document.build([Paragraph(TITLE, title), Paragraph(LINE, cell), Spacer(1, 6), table], canvasmaker=CountedCanvas)
    return out.getvalue()


def peer(count: int) -> Figures:
    """pycairo drawing the same, in the Python named by CAMPAIGN_BENCH_PYCAIRO (else this one)."""
    python = os.environ.get("CAMPAIGN_BENCH_PYCAIRO", sys.executable)
    done = subprocess.run([python, str(PEER), str(count), str(FOLDER)], check=True, stdout=subprocess.PIPE, text=True)
    return {"cpu": float(done.stdout)}


def _peer(count: int, rounds: int) -> float | None:
    """The peer's CPU seconds, if it is wanted and there."""
    if not wants_peers():
        return None
    try:
        return medians({"peer": (peer, count)}, rounds)["peer"]["cpu"]
    except subprocess.CalledProcessError:
        print("roster: pycairo is not there", file=sys.stderr)
        return None


def cases(quick: bool) -> list[Case]:
    small, middle, large = (200, 600, 3000) if quick else (SMALL, MIDDLE, LARGE)
    rounds = 1 if quick else 3
    jobs = {"small": (ours, small), "ours": (ours, middle), "naive": (naive, middle), "qr": (ours, middle, ADDRESS)}
    jobs |= {"large": (ours, large), "memory": (memory, large), "calibration": (calibrate,)}
    found = medians(jobs, rounds)
    return [*_speed(found, middle, _peer(middle, rounds)), *_growth(found, small, middle, large)]


def _speed(found: dict[str, Figures], middle: int, cairo: float | None) -> list[Case]:
    mine, with_qr, naive_cpu = found["ours"], found["qr"], found["naive"]["cpu"]
    faster, above = naive_cpu / mine["cpu"], mine["cpu"] / mine["floor"]
    beside = None if cairo is None else cairo / mine["cpu"]
    figures = {"ours": mine["cpu"], "unit": "cpu s", "naive": naive_cpu, "peer": cairo, "floor": mine["floor"]}
    size = f"{middle:,}"
    return [
        Case(size, **figures, ratio=faster, goal="≥ 100× naive", reached=faster >= 100),
        Case(size, **figures, ratio=beside, goal="≥ 6× pycairo", reached=None if beside is None else beside >= 6),
        Case(size, **figures, ratio=above, goal="≤ 2.5× floor", reached=above <= 2.5),
        Case(f"{size}, a QR a page", with_qr["cpu"], "cpu s", naive_cpu, None, with_qr["floor"], naive_cpu / with_qr["cpu"]),
    ]


def _growth(found: dict[str, Figures], small: int, middle: int, large: int) -> list[Case]:
    exponent = math.log(found["large"]["cpu"] / found["ours"]["cpu"], large / middle)
    grown = found["memory"]["grown"]
    first = found["ours"]["first"] * REFERENCE / found["calibration"]["cpu"] * 1000
    return [
        Case(f"{small:,}", found["small"]["cpu"], "cpu s", floor=found["small"]["floor"]),
        Case(f"{large:,}", found["large"]["cpu"], "cpu s", floor=found["large"]["floor"]),
        Case(f"{middle:,} → {large:,}", exponent, "exponent", ratio=exponent, goal="≤ 1.05", reached=exponent <= 1.05),
        Case(f"{large:,}, memory", grown, "MB", ratio=grown, goal="≤ 40 MB", reached=grown <= 40),
        Case(f"{middle:,}, first page", first, "ms", ratio=first, goal="< 20 ms", reached=first < 20),
    ]
