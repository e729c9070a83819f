"""Charts drawn once as shapes: the same picture goes into a paper and, through `_macros/chart.html`, onto a page."""

from campaign.pdf.charts.bars import bars
from campaign.pdf.charts.curves import curves
from campaign.pdf.charts.schemas import DESK, PHONE, Bar, Canvas, Curve, Fill, Key, Mark, paper_canvas

__all__ = ["DESK", "PHONE", "Bar", "Canvas", "Curve", "Fill", "Key", "Mark", "bars", "curves", "paper_canvas"]
