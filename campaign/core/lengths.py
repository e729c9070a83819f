"""Texts with more characters than are kept, and the one sentence that says so."""

from collections.abc import Iterator

from campaign.core.errors import Problem
from campaign.core.i18n import LANGUAGES, Translated, _


def too_long(field: str, text: Translated | str, most: int) -> Iterator[Problem]:
    """A problem where the text has more than `most` characters; of a text in languages one for each (`field_kk` …)."""
    texts = {f"{field}_{code}": getattr(text, code) for code in LANGUAGES} if isinstance(text, Translated) else {field: text}
    for name, words in texts.items():
        if sentence := length_complaint(words, most):
            yield Problem(name, "too_long", sentence)


def length_complaint(text: str, most: int) -> str:
    """The sentence for a text of more than `most` characters; empty where it fits."""
    if len(text) <= most:
        return ""
    return _("At most %(most)s characters fit here, there are %(count)s.", most=most, count=len(text))


def longest(text: Translated) -> str:
    """The text in the language in which it is longest; empty where nothing is written."""
    return max(text.as_dict().values(), key=len, default="")
