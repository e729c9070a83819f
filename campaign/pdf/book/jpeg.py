"""How large a JPEG is and whether it is grey, read from its head."""

from __future__ import annotations

from typing import Final

_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def size_of(jpeg: bytes) -> tuple[int, int, bool]:
    """Width, height and whether it is grey. Raises ValueError for what is no JPEG that a page can show."""
    at = 2
    while jpeg[:2] == b"\xff\xd8" and at + 9 < len(jpeg) and jpeg[at] == 0xFF:
        marker = jpeg[at + 1]
        if marker in _FRAMES:
            height, width = int.from_bytes(jpeg[at + 5 : at + 7]), int.from_bytes(jpeg[at + 7 : at + 9])
            if jpeg[at + 9] not in {1, 3} or not width or not height:
                break
            return width, height, jpeg[at + 9] == 1
        at += 2 if marker in _ALONE else 2 + int.from_bytes(jpeg[at + 2 : at + 4])
    raise ValueError("no JPEG that a page can show")
