"""Texts with more characters than are kept, and the one sentence that says so."""

from collections.abc import Iterator

from campaign.core.errors import Problem
from campaign.core.i18n import LANGUAGES, Translated, _


def too_long(field: str, text: Translated | str, most: int) -> Iterator[Problem]:
    """A problem where the text has more than `most` characters; of a text in languages one for each (`field_kk` …)."""
    texts = {f"{field}_{code}": getattr(text, code) for code in LANGUAGES} if isinstance(text, Translated) else {field: text}
    for name, words in texts.items():
        if len(words) > most:
            sentence = _("At most %(most)s characters fit here, there are %(count)s.", most=most, count=len(words))
            yield Problem(name, "too_long", sentence)
