"""Panels of an exhibition, A3 or A4, standing or lying: `stream` makes the PDF, `svg` the same drawing for a page.

panel = Panel("a3", "kk", ("АДАЛ ЖОЛ", "ЧЕСТНЫЙ ПУТЬ"), ("Қарағанды облысы", "Карагандинская область"), ("Әр есікте – уәде",))
pdf = b"".join(stream([panel], "Әр есікте – уәде", "kk"))
"""

from campaign.pdf.panels.layout import drawn
from campaign.pdf.panels.printing import printed, stream
from campaign.pdf.panels.schemas import (
    Amounts,
    Bar,
    Bars,
    Block,
    Law,
    Line,
    Number,
    Numbers,
    Panel,
    Panels,
    Person,
    Photo,
    Prose,
    Sentence,
)
from campaign.pdf.panels.shapes import LEAST
from campaign.pdf.panels.svg import Svg, svg

__all__ = [
    "LEAST", "Amounts", "Bar", "Bars", "Block", "Law", "Line", "Number", "Numbers", "Panel", "Panels", "Person", "Photo",
    "Prose", "Sentence", "Svg", "drawn", "printed", "stream", "svg",
]  # fmt: skip
