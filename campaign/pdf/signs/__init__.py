"""What hangs at doors and goes around soap: `stream` a run of door signs, `wraps` a number of sheets of soap wraps.

for piece in stream(SignSet(Format.A5, "kk", "Есік тақтайшалары", …, signs=[Sign("312", ("Қаржы бөлімі",), "00436-12")])):
    out.write(piece)
"""

from campaign.pdf.signs.printing import stream
from campaign.pdf.signs.schemas import Format, Sign, SignSet, SignWords, WrapSet
from campaign.pdf.signs.wraps import wraps

__all__ = ["Format", "Sign", "SignSet", "SignWords", "WrapSet", "stream", "wraps"]
