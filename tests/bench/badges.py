"""Badges: A6, four on A4, a QR each that decodes; ours, ReportLab's widget, and segno drawn as paths."""

from __future__ import annotations

import io
import os
import random

import pypdfium2
import segno
import zxingcpp
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from campaign.core.crypto import ALPHABET, CODE_LENGTH
from campaign.pdf.badges import Badge, BadgeSet, BadgeWords, Layout, stream
from campaign.pdf.badges.names import parted
from campaign.pdf.fonts import register
from tests.bench.floor import beside_floor
from tests.bench.invented import people
from tests.bench.measure import Case, Figures, cpu, medians

BRAND, EVENT, PLACE, DAY = ("АДАЛ ЖОЛ", "ЧЕСТНЫЙ ПУТЬ"), "Обход кабинетов", "Темиртау", "06.04.2018"
WORDS = BadgeWords("Лист", "группа", "старший", "код", "Фамилия", "Имя", ("желім", "клей"))
LEADER, PHONE = "Ахметова Д. С.", "8 700 331 49 97"
COUNT = 1000
REGULAR, BOLD = "GolosText-Regular", "GolosText-Bold"
WIDE, HIGH = 105, 148.5  # mm


def badges(count: int) -> list[Badge]:
    chance = random.Random(11)
    return [
        Badge(
            *parted(row[1]), row[2], row[3], str(place % 12 + 1), "".join(chance.choices(ALPHABET, k=CODE_LENGTH)),
            place % 9 == 0, place % 5 > 0, LEADER, PHONE,
        )
        for place, row in enumerate(people(count))
    ]  # fmt: skip


def printed(of: list[Badge]) -> bytes:
    return b"".join(stream(BadgeSet(Layout.A6, "ru", "Бейджи", BRAND, EVENT, PLACE, f"{DAY}, 11:00", DAY, WORDS, of, "00417")))


def ours(count: int) -> Figures:
    """Our way, beside its floor."""
    mine = badges(count)
    printed(mine[:8])  # a worker that has printed before
    return beside_floor(lambda: printed(mine))


def read(count: int) -> Figures:
    """How many codes another program's decoder reads from the rendered pages, of all that were printed."""
    mine = badges(count)
    found = set()
    with pypdfium2.PdfDocument(printed(mine)) as document:
        for page in document:
            picture = page.render(scale=2, grayscale=True).to_pil()
            found |= {code.text for code in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)}
    return {"read": len(found & {badge.code for badge in mine}) / count * 100}


def widget(count: int) -> Figures:
    """The naive way: ReportLab's own QR widget."""
    return _with_canvas(count, _widget)


def paths(count: int) -> Figures:
    """A better peer: segno's matrix as one path of rectangles."""
    return _with_canvas(count, _segno)


def _with_canvas(count: int, draw_code) -> Figures:
    mine = badges(count)
    register()
    _drawn(mine[:4], draw_code)
    began = cpu()
    _drawn(mine, draw_code)
    return {"cpu": cpu() - began}


def _drawn(of: list[Badge], draw_code) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(2 * WIDE * mm, 2 * HIGH * mm))
    for place, badge in enumerate(of):
        if place and place % 4 == 0:
            canvas.showPage()
        canvas.saveState()
        canvas.translate(place % 2 * WIDE * mm, (1 - place % 4 // 2) * HIGH * mm)
        _badge(canvas, badge)
        canvas.saveState()
        canvas.translate(9 * mm, (HIGH - 129) * mm)
        draw_code(canvas, badge.code, 32 * mm)
        canvas.restoreState()
        canvas.restoreState()
    canvas.save()
    with open(os.devnull, "wb") as nowhere:
        nowhere.write(out.getvalue())
    return out.getvalue()


def _badge(canvas: Canvas, badge: Badge) -> None:
    """The words of a badge, each on one line that fits."""
    lines = (
        (BRAND[0], 27, 20, 11, BOLD), (BRAND[1], 27, 26, 11, BOLD), (badge.group, 90, 28, 22, BOLD),
        (badge.surname, 9, 49, 30, BOLD), (badge.names, 9, 58, 18, REGULAR), (badge.organisation, 9, 66, 10.5, REGULAR),
        (badge.role, 20, 85, 16, BOLD), (EVENT, 48, 101, 9.5, BOLD), (PLACE, 48, 106, 9.5, REGULAR),
        (f"{DAY}, 11:00", 48, 110, 9.5, REGULAR), (LEADER, 48, 122, 9.5, BOLD), (PHONE, 48, 128, 9.5, BOLD),
        (f"код {badge.code}", 9, 139, 11, BOLD),
    )  # fmt: skip
    canvas.roundRect(9 * mm, (HIGH - 90) * mm, 87 * mm, 12 * mm, 2.4 * mm)
    canvas.line(9 * mm, (HIGH - 33) * mm, 96 * mm, (HIGH - 33) * mm)
    for words, x, y, size, face in lines:
        room = (96 - x) * mm
        fitted = min(size, size * room / max(stringWidth(words, face, size), 1))
        canvas.setFont(face, fitted)
        canvas.drawString(x * mm, (HIGH - y) * mm, words)


def _widget(canvas: Canvas, code: str, size: float) -> None:
    made = QrCodeWidget(code, barLevel="M", barBorder=0)
    left, low, right, _top = made.getBounds()
    scale = size / (right - left)
    drawing = Drawing(size, size, transform=[scale, 0, 0, scale, -left * scale, -low * scale])
    drawing.add(made)
    renderPDF.draw(drawing, canvas, 0, 0)


def _segno(canvas: Canvas, code: str, size: float) -> None:
    matrix = segno.make(code, error="m", micro=False).matrix
    side = len(matrix)
    canvas.scale(size / side, size / side)
    path = canvas.beginPath()
    for row, modules in enumerate(matrix):
        column = 0
        while column < side:
            run = 0
            while column + run < side and modules[column + run]:
                run += 1
            if run:
                path.rect(column, side - 1 - row, run, 1)
            column += run + 1
    canvas.drawPath(path, stroke=0, fill=1)


def cases(quick: bool) -> list[Case]:
    count, rounds = (60, 1) if quick else (COUNT, 3)
    found = medians({"ours": (ours, count), "widget": (widget, count), "paths": (paths, count), "read": (read, count)}, rounds)
    mine, naive, peer = found["ours"], found["widget"]["cpu"], found["paths"]["cpu"]
    figures = {"ours": mine["cpu"], "unit": "cpu s", "naive": naive, "peer": peer, "floor": mine["floor"]}
    share, faster, beside = found["read"]["read"], naive / mine["cpu"], peer / mine["cpu"]
    return [
        Case(f"{count:,} A6", **figures, ratio=faster, goal="≥ 100× ReportLab's widget", reached=faster >= 100),
        Case(f"{count:,} A6", **figures, ratio=beside, goal="≥ 15× segno as paths", reached=beside >= 15),
        Case(f"{count:,} codes read", share, "%", ratio=share, goal="all of them", reached=share == 100),
    ]
