"""The plain data of the guide."""

from dataclasses import dataclass

from campaign.core.i18n import Translated


@dataclass(frozen=True)
class Step:
    """One thing to do.

    `picture` is its name in `static/guide` without language and ending; `page` the endpoint where it is done, when that needs
    no row. Each is empty where there is none.
    """

    title: Translated
    text: Translated
    picture: str
    page: str

    def file(self, code: str) -> str:
        """The picture with the words of language `code`, as an address below `static`."""
        return f"guide/{self.picture}.{code}.webp"


@dataclass(frozen=True)
class Chapter:
    """What one kind of person does. `phone`: mostly on a phone, so its pictures are tall and narrow."""

    code: str
    title: Translated
    who: Translated
    phone: bool
    steps: tuple[Step, ...]
