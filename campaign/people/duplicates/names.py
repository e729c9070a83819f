"""Whether two folded names may be one person's, and what about them differs."""

from campaign.people.duplicates.schemas import Alike


def alike(one: str, other: str) -> Alike | None:
    """What makes the folded names near; None when they are clearly two. One letter, the order, a patronymic, initials."""
    if one == other:
        return Alike.SAME
    mine, theirs = sorted(one.split()), sorted(other.split())
    if mine == theirs:
        return Alike.ORDER
    if len(mine) == len(theirs):
        return _word_by_word(mine, theirs)
    short, long = sorted((mine, theirs), key=len)
    if len(short) >= 2 and all(word in long for word in short):
        return Alike.SHORTER
    return Alike.INITIALS if _are_initials(short, long) else None


def _word_by_word(mine: list[str], theirs: list[str]) -> Alike | None:
    """Names of as many words: one letter in one of them, or letters that stand for words."""
    differ = [(a, b) for a, b in _pairs(mine, theirs) if a != b]
    if len(differ) == 1 and min(map(len, differ[0])) > 2 and _one_letter(*differ[0]):
        return Alike.LETTER
    return Alike.INITIALS if _are_initials(mine, theirs) or _are_initials(theirs, mine) else None


def _pairs(mine: list[str], theirs: list[str]) -> list[tuple[str, str]]:
    """The words that both have, and those left over beside one another."""
    left, over = list(theirs), []
    for word in mine:
        if word in left:
            left.remove(word)
        else:
            over.append(word)
    return list(zip(over, left, strict=True))


def _one_letter(a: str, b: str) -> bool:
    """Whether one letter was exchanged, left out, added, or swapped with its neighbour."""
    short, long = sorted((a, b), key=len)
    if len(long) - len(short) > 1:
        return False
    start = next((place for place, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    if len(short) != len(long):
        return short[start:] == long[start + 1 :]
    swapped = short[start : start + 2] == long[start : start + 2][::-1] and short[start + 2 :] == long[start + 2 :]
    return short[start + 1 :] == long[start + 1 :] or swapped


def _are_initials(short: list[str], long: list[str]) -> bool:
    """«Отегалиев К.» for «Отегалиев Куаныш»: at least one whole word, and every other one a letter that begins a word."""
    whole = [word for word in short if len(word) > 1]
    letters = [word for word in short if len(word) == 1]
    if not whole or not letters or any(word not in long for word in whole):
        return False
    rest = list(long)
    for word in whole:
        rest.remove(word)
    for letter in letters:
        meant = next((word for word in rest if word.startswith(letter)), None)
        if meant is None:
            return False
        rest.remove(meant)
    return True
