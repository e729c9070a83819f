"""Numbers as people and addresses write them: rows, quantities, prices."""

import re
from typing import Final

from campaign.web.numbers import whole_or_none

_PRICE: Final = re.compile(r"(\d{1,12})(?:[.,](\d{1,2}))?")
_SPACES: Final = str.maketrans("", "", " \u00a0\u202f\u2009")


def quantity_or_none(raw: str) -> int | None:
    """A quantity as people write it, with spaces between thousands; None for what is no whole number from 0 up.

    >>> quantity_or_none("1 200"), quantity_or_none("0"), quantity_or_none("2,5"), quantity_or_none("-1")
    (1200, 0, None, None)
    """
    return whole_or_none(raw.translate(_SPACES))


def tiyn_or_none(raw: str) -> int | None:
    """A price in tenge, with a comma or a point before the tiyn, in tiyn; None for what is no price.

    >>> tiyn_or_none("1 250"), tiyn_or_none("120,5"), tiyn_or_none("0.05"), tiyn_or_none("dear")
    (125000, 12050, 5, None)
    """
    found = _PRICE.fullmatch(raw.translate(_SPACES).removesuffix("₸"))
    if found is None:
        return None
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))


def tenge(tiyn: int) -> str:
    """A price as it is typed: whole tenge, and the tiyn where there are any.

    >>> tenge(125000), tenge(12050)
    ('1250', '120.50')
    """
    whole, rest = divmod(tiyn, 100)
    return f"{whole}.{rest:02d}" if rest else str(whole)
