"""Door signs: A5, two on A4, with a QR; ours, and platypus with a paragraph for each text."""

from __future__ import annotations

import io
import os

import pypdfium2
import zxingcpp
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, KeepInFrame, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from campaign.pdf.fonts import register
from campaign.pdf.signs import Format, Sign, SignSet, SignWords, stream
from tests.bench.floor import beside_floor
from tests.bench.measure import Case, Figures, cpu, medians

ADDRESS, HOTLINE, BRAND = "HTTPS://ADALJOL.EXAMPLE", "1424", ("АДАЛ ЖОЛ", "ЧЕСТНЫЙ ПУТЬ")
SLOGAN = ("Пара алмаймын, пара бермеймін", "Взяток не беру и не даю")
WORDS = SignWords(("кабинет",), ("Сенім телефоны", "Телефон доверия"), ("науқан беті", "страница кампании"))
UNITS = (
    ("Қаржы бөлімі", "Отдел финансов"),
    ("Құжаттамалық қамтамасыз ету және бақылау бөлімі", "Отдел документационного обеспечения и контроля"),
    (
        "Тұрғын үй-коммуналдық шаруашылық, жолаушылар көлігі және автомобиль жолдары бөлімі",
        "Отдел жилищно-коммунального хозяйства, пассажирского транспорта и автомобильных дорог",
    ),
    ("Жұмыспен қамту және әлеуметтік бағдарламалар бөлімі", "Отдел занятости и социальных программ"),
)
COUNT = 500
REGULAR, BOLD = "GolosText-Regular", "GolosText-Bold"
PETROL = Color(0.05, 0.27, 0.36)


def signs(count: int) -> list[Sign]:
    return [Sign(str(101 + place), UNITS[place % len(UNITS)], f"00436-{place + 1:02d}") for place in range(count)]


def printed(of: list[Sign]) -> bytes:
    shown = SignSet(Format.A5, "kk", "Есік тақтайшалары", BRAND, SLOGAN, WORDS, of, HOTLINE, ADDRESS)
    return b"".join(stream(shown))


def ours(count: int) -> Figures:
    """Our way, beside its floor."""
    mine = signs(count)
    printed(mine[:8])  # a worker that has printed before
    return beside_floor(lambda: printed(mine))


def read(count: int) -> Figures:
    """How many codes another program's decoder reads from the rendered pages, of all that were printed."""
    found = 0
    with pypdfium2.PdfDocument(printed(signs(count))) as document:
        for page in document:
            picture = page.render(scale=2, grayscale=True).to_pil()
            codes = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
            found += sum(code.text == ADDRESS for code in codes)
    return {"read": found / count * 100}


def platypus(count: int) -> Figures:
    """The naive way: flowables for everything, anew for each sign; only the QR is drawn once."""
    mine = signs(count)
    register()
    _flowed(mine[:4])
    began = cpu()
    _flowed(mine)
    return {"cpu": cpu() - began}


def _style(size: float, face: str = REGULAR, align: int = 1) -> ParagraphStyle:
    return ParagraphStyle("", fontName=face, fontSize=size, leading=size * 1.1, alignment=align, textColor=PETROL)


BRANDED, ROOM, UNIT, FIRST = _style(12.5, BOLD, 0), _style(28, BOLD, 2), _style(10.5), _style(46, BOLD)
SECOND, CAPTION, PHONE, NUMBER = _style(28), _style(9.5, align=0), _style(30, BOLD, 0), _style(6)


def _flowed(of: list[Sign]) -> bytes:
    out = io.BytesIO()
    document = SimpleDocTemplate(out, pagesize=A4, leftMargin=10 * mm, rightMargin=10 * mm, topMargin=0, bottomMargin=0)
    story: list[Flowable] = []
    for place, sign in enumerate(of):
        story.append(_sign(sign))
        if place % 2:
            story.append(PageBreak())
    document.build(story)
    with open(os.devnull, "wb") as nowhere:
        nowhere.write(out.getvalue())
    return out.getvalue()


def _sign(sign: Sign) -> Flowable:
    head = Table([[Paragraph("<br/>".join(BRAND), BRANDED), Paragraph(sign.room, ROOM)]], [80 * mm, 80 * mm])
    foot = Table(
        [[[Paragraph("Сенім телефоны · Телефон доверия", CAPTION), Paragraph(HOTLINE, PHONE)], _Code()]], [140 * mm, 20 * mm]
    )
    parts = [
        head, *(Paragraph(words, UNIT) for words in sign.unit), Spacer(1, 4 * mm), Paragraph(SLOGAN[0], FIRST),
        HRFlowable(width="30%", color=PETROL), Paragraph(SLOGAN[1], SECOND), HRFlowable(color=PETROL), foot,
        Paragraph(f"№ {sign.number}", NUMBER),
    ]  # fmt: skip
    framed = Table([[KeepInFrame(170 * mm, 125 * mm, parts)]], [190 * mm], [145 * mm])
    framed.setStyle([("BOX", (0, 0), (-1, -1), 1.6, PETROL), ("ALIGN", (0, 0), (-1, -1), "CENTER")])
    return framed


class _Code(Flowable):
    """The campaign's QR, drawn once in the file and shown again: the way of whoever has looked at how long it takes."""

    def __init__(self) -> None:
        super().__init__()
        self.width = self.height = 17 * mm

    def draw(self) -> None:
        if not self.canv.hasForm("code"):
            self.canv.beginForm("code")
            made = QrCodeWidget(ADDRESS, barLevel="M", barBorder=0)
            left, low, right, _top = made.getBounds()
            scale = self.width / (right - left)
            drawing = Drawing(self.width, self.width, transform=[scale, 0, 0, scale, -left * scale, -low * scale])
            drawing.add(made)
            renderPDF.draw(drawing, self.canv, 0, 0)
            self.canv.endForm()
        self.canv.doForm("code")


def cases(quick: bool) -> list[Case]:
    count, rounds = (20, 1) if quick else (COUNT, 3)
    found = medians({"ours": (ours, count), "platypus": (platypus, count), "read": (read, count)}, rounds)
    mine, naive = found["ours"], found["platypus"]["cpu"]
    share, faster = found["read"]["read"], naive / mine["cpu"]
    return [
        Case(
            f"{count:,} A5", mine["cpu"], "cpu s", naive=naive, floor=mine["floor"], ratio=faster, goal="≥ 10× platypus",
            reached=faster >= 10,
        ),
        Case(f"{count:,} codes read", share, "%", ratio=share, goal="all of them", reached=share == 100),
    ]  # fmt: skip
