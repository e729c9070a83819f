"""The rules a phone applies by itself, as tables from the one place where each of them stands."""

from functools import lru_cache
from typing import Any, Final

from campaign.core import crypto
from campaign.core.text import fold_tables

# Letters of other alphabets on the keyboards of old phones, and the ones of a code that they look like.
_ALIKE: Final = dict(zip("АВЕЁКҚМНҢҺРСТУҮҰХҲЅЈ", "ABEEKKMHHHPCTYYYXXSJ", strict=True))


@lru_cache(maxsize=1)
def rules() -> dict[str, Any]:
    """{fold: {cases, letters, pairs}, code: {alphabet, length, alike}} as `checkin/fold.js` and `checkin/code.js` take them."""
    return {
        "fold": fold_tables(),
        "code": {"alphabet": crypto.ALPHABET, "length": crypto.CODE_LENGTH, "alike": _ALIKE},
    }
