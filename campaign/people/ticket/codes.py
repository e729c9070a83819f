"""Short codes as people type them: in lower case, with spaces, in letters that only look like the right ones."""

from typing import Final

from campaign.core import crypto

# what a Cyrillic keyboard has for the letters and figures of a code, and how a hand writes a figure
_LOOK_ALIKES: Final = str.maketrans("АВЕЁКҚМНҢРСҪТУҮҰХҲДЗЅ", "ABEEKKMHHPCCTYYYXXD3S")


class BadCode(Exception):
    """What was typed is no code. `foreign` holds letters no code has, `length` how many characters there were.

    Without either the characters are good, but do not belong together: one of them is mistyped.
    """

    def __init__(self, foreign: str = "", length: int = 0) -> None:
        super().__init__(foreign or length)
        self.foreign, self.length = foreign, length


def read_code(typed: str) -> str:
    """The code that was meant. Raises BadCode when none can have been; nothing is looked up for that."""
    code = "".join(char for char in typed.upper() if char.isalnum()).translate(_LOOK_ALIKES)
    foreign = "".join(dict.fromkeys(char for char in code if char not in crypto.ALPHABET))
    if foreign:
        raise BadCode(foreign=foreign)
    if len(code) != crypto.CODE_LENGTH:
        raise BadCode(length=len(code))
    if crypto.check_character(code[:-1]) != code[-1]:
        raise BadCode
    return code
