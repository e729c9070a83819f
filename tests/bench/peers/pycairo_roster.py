"""pycairo drawing the roster: python pycairo_roster.py COUNT FONTS, prints CPU seconds.

Needs pycairo and fontconfig, nothing of ours but the invented people; runs in an environment of its own.
"""

from __future__ import annotations

import io
import os
import resource
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from tests.bench.invented import people

MM = 72 / 25.4
WIDTHS = [width * MM * 275 / 267 for width in (9, 63, 67, 37, 25, 10, 30, 26)]
TITLES = ["№", "Фамилия, имя, отчество", "Организация, место учёбы", "Роль", "Телефон, +7", "Курс", "Подпись", "Примечание"]
WIDE, HIGH, LEFT, TOP, BOTTOM = 297 * MM, 210 * MM, 12 * MM, 20 * MM, 23 * MM
SIZE, STEP, PAD = 8.5, 9.9, 3.0


def use_fonts(folder: str) -> None:
    """Let fontconfig find Golos Text, before cairo is loaded."""
    config = Path(tempfile.mkdtemp()) / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{folder}</dir><cachedir>{config.parent}</cachedir></fontconfig>")
    os.environ["FONTCONFIG_FILE"] = str(config)


class Lines:
    """Wraps texts, each distinct one once."""

    def __init__(self, context) -> None:
        self.context, self.known, self.words = context, {}, {}

    def width(self, text: str) -> float:
        if text not in self.words:
            self.words[text] = self.context.text_extents(text)[4]
        return self.words[text]

    def wrapped(self, text: str, room: float) -> list[str]:
        key = (text, room)
        if key not in self.known:
            self.known[key] = [text] if self.context.text_extents(text)[4] <= room else self._wrap(text, room)
        return self.known[key]

    def _wrap(self, text: str, room: float) -> list[str]:
        lines, line, used, space = [], "", 0.0, self.width(" ")
        for word in text.split():
            wide = self.width(word)
            if line and used + space + wide > room:
                lines.append(line)
                line, used = word, wide
            else:
                line, used = (f"{line} {word}", used + space + wide) if line else (word, wide)
        return [*lines, line]


def draw(cairo, rows: list[tuple[str, ...]]) -> bytes:
    out = io.BytesIO()
    surface = cairo.PDFSurface(out, WIDE, HIGH)
    context = cairo.Context(surface)
    context.select_font_face("Golos Text")
    context.set_font_size(SIZE)
    lines = Lines(context)
    lefts = [LEFT + sum(WIDTHS[:place]) for place in range(len(WIDTHS) + 1)]
    pages, used = [[]], 0.0
    for row in rows:
        cells = [lines.wrapped(text, width - 2 * PAD) if text else [] for text, width in zip(row, WIDTHS, strict=True)]
        height = max(5.6 * MM, max(map(len, cells)) * STEP + 2 * PAD)
        if used + height > HIGH - TOP - BOTTOM - 40:
            pages.append([])
            used = 0.0
        pages[-1].append((cells, height))
        used += height
    for number, page in enumerate(pages, 1):
        _page(context, lefts, page, f"стр. {number} из {len(pages)}")
        context.show_page()
    surface.finish()
    return out.getvalue()


def _page(context, lefts: list[float], rows, label: str) -> None:
    y, places, shift = TOP + 20, [TOP, TOP + 20], STEP * 0.79 + PAD
    for left, title in zip(lefts[:-1], TITLES, strict=True):
        context.move_to(left + PAD, TOP + shift)
        context.show_text(title)
    for cells, height in rows:
        for left, cell in zip(lefts[:-1], cells, strict=True):
            for line, text in enumerate(cell):
                context.move_to(left + PAD, y + shift + line * STEP)
                context.show_text(text)
        y += height
        places.append(y)
    context.set_line_width(0.3)
    for place in places:
        context.move_to(lefts[0], place)
        context.line_to(lefts[-1], place)
    for left in lefts:
        context.move_to(left, TOP)
        context.line_to(left, y)
    context.stroke()
    context.move_to(WIDE - 40 * MM, HIGH - 14 * MM)
    context.show_text(label)


def cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    use_fonts(sys.argv[2])
    import cairo

    everybody = people(int(sys.argv[1]))
    draw(cairo, everybody[:50])
    began = cpu()
    draw(cairo, everybody)
    print(cpu() - began)
