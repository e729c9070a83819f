"""Badges on plain A4: `stream` a set of them, five layouts, a QR each.

for piece in stream(BadgeSet(Layout.A6, "kk", "Төсбелгілер", …, badges=[Badge("Әлиева", "Сәуле Ерланқызы", code="7K4QABC")])):
    out.write(piece)
"""

from campaign.pdf.badges.printing import stream
from campaign.pdf.badges.schemas import Badge, BadgeSet, BadgeWords, Layout

__all__ = ["Badge", "BadgeSet", "BadgeWords", "Layout", "stream"]
