"""The PDF of a sample: the same data give the same bytes, as with every paper."""

import re
from functools import cache
from typing import Final

from campaign.papers.gallery.schemas import DATA_SETS, SETTINGS, DataSet, Sample, Setting
from campaign.papers.gallery.wording import sample_stamp, sample_words
from campaign.pdf import office
from campaign.pdf.measures import POINTS_PER_MM

_BOX: Final = re.compile(rb"/MediaBox ?\[0 0 ([0-9.]+) ([0-9.]+)\]")
_FORMATS: Final = {(210, 297): "A4", (297, 210): "A4 landscape", (148, 210): "A5", (210, 148): "A5 landscape"}


def sample_pdf(sample: Sample, of: DataSet, setting: Setting = SETTINGS["usual"]) -> bytes:
    """In the language spoken now, with the word SAMPLE in the place of its number on each page."""
    made = setting.applied(sample.make(of.cast, of.size))
    return made if isinstance(made, bytes) else office.render(made, sample_stamp(), sample_words())


@cache
def format_of(sample: Sample) -> str:
    """The format of its first page, a key of FORMATS; made once in the life of the process."""
    found = _BOX.search(sample_pdf(sample, DATA_SETS["one"]))
    wide, tall = (round(float(side) / POINTS_PER_MM) for side in found.groups()) if found else (0, 0)
    return _FORMATS.get((wide, tall), "other")
