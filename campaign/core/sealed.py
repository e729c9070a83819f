"""A text that a row keeps sealed, read and written like any other."""

from typing import Any, Final, Self, overload

from campaign.core import crypto


class SealedText:
    """`phone = SealedText()` in a table's class is the text of its column `phone_sealed`; for an empty one nothing is kept.

    It is sealed as the house names it (`core.rotation`): as `people.phone` for the row's `uid`, or for another column that
    names the row (`of`), which has to be set before. `always`: an empty text is sealed too, where the column must hold one.
    """

    def __init__(self, of: str = "uid", *, always: bool = False) -> None:
        self.of: Final = of
        self._always: Final = always

    def __set_name__(self, owner: Any, name: str) -> None:
        self._column, self._label = f"{name}_sealed", f"{owner.__tablename__}.{name}"

    @overload
    def __get__(self, row: None, owner: Any) -> Self: ...
    @overload
    def __get__(self, row: object, owner: Any) -> str: ...
    def __get__(self, row: object | None, owner: Any) -> Self | str:
        return self if row is None else self.opened(getattr(row, self._column), getattr(row, self.of))

    def __set__(self, row: object, words: str) -> None:
        sealed = crypto.seal(words, self._label, str(getattr(row, self.of))) if words or self._always else None
        setattr(row, self._column, sealed)

    def opened(self, sealed: bytes | None, of: object) -> str:
        """The text of a row of which only these two columns were read. Raises ValueError for what was not sealed by us."""
        return "" if sealed is None else crypto.unseal(sealed, self._label, str(of))
