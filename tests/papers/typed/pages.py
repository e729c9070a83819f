"""Short ways to type a page of a printed sheet back, for tests of what sheets of one kind mean."""

from campaign.papers.schemas import PrintWish, SubjectKind
from campaign.papers.services import print_paper
from campaign.papers.typed import queries, services
from campaign.papers.typed.schemas import Grade, Said


def printed(code: str, subject_id: int, kind: SubjectKind = SubjectKind.EVENT, language: str = "ru", **chosen: str) -> int:
    """The number of a fresh sheet."""
    wish = PrintWish(language, chosen=chosen)
    return print_paper(code, kind, subject_id, wish, f"{code}{subject_id}{language}{chosen}")


def typed(number: int, text: str, page: int = 1) -> str:
    """A typing of the page to its end; its uid."""
    uid = services.begin(number, page)
    services.rewrite(uid, text, queries.open_typing(uid).typing.version)
    services.finish(uid)
    return uid


def judged(uid: str) -> dict[str, tuple[Grade, str]]:
    """What is said before posting, by the number of the row."""
    found = queries.open_typing(uid)
    said: list[Said] = list(found.found.kind.judge(found.found.sheet, found.reading.entries))  # type: ignore[union-attr]
    return {one.number: (one.grade, one.words) for one in said}
