"""The scope of whoever asks as one option of a statement.

A criterion for each of a hundred tables, handed over one by one, costs more than most statements: SQLAlchemy copies each into
every statement and reads it anew for the key under which it looks compiled SQL up. That key and its values do not change as
long as the scope does not, so here they are worked out once for a scope.
"""

from collections.abc import Iterable
from typing import Any, ClassVar, Final

from sqlalchemy.orm import LoaderCriteriaOption
from sqlalchemy.orm.interfaces import CriteriaOption

_shapes: Final[dict[Any, object]] = {}  # one token for all criteria that look the same; never taken out


class Criterion(LoaderCriteriaOption):
    """What rows of one table exist for a scope, for an alias said of the alias.

    SQLAlchemy does that for what a statement begins from and not for what it joins: there the condition would be that of
    the table itself, which lets through any row of the alias, or is not understood at all.
    """

    __slots__ = ()
    _cache_key_traversal = LoaderCriteriaOption._traverse_internals

    def _resolve_where_criteria(self, ext_info: Any) -> Any:
        said = super()._resolve_where_criteria(ext_info)
        return ext_info._adapter.traverse(said) if ext_info.is_aliased_class else said


class Narrowing(CriteriaOption):
    """All criteria of one scope. Two scopes whose criteria differ in their values only share their compiled statements."""

    __slots__ = ("_criteria", "_shape", "_values")
    _is_has_cache_key: ClassVar[bool] = True  # type: ignore[misc]
    propagate_to_loaders = False  # each load is a statement of its own, and narrowed as such

    def __init__(self, criteria: Iterable[LoaderCriteriaOption]) -> None:
        self._criteria = tuple(criteria)
        keys = [one._generate_cache_key() for one in self._criteria]
        if None in keys:
            raise TypeError("a criterion that cannot be looked up again would be compiled for each statement")
        self._shape = _shapes.setdefault(tuple(key.key for key in keys if key), object())
        self._values = [value for key in keys if key for value in key.bindparams]

    def _gen_cache_key(self, anon_map: Any, bindparams: list[Any]) -> tuple[Any, ...]:
        """What SQLAlchemy asks of every part of a statement: what it looks like, and the values that may be others."""
        bindparams.extend(self._values)
        return (Narrowing, self._shape)

    def process_compile_state(self, compile_state: Any) -> None:
        """Asked when a statement is compiled for the first time."""
        self.get_global_criteria(compile_state.global_attributes)

    def process_compile_state_replaced_entities(self, compile_state: Any, mapper_entities: Any) -> None:
        self.process_compile_state(compile_state)

    def get_global_criteria(self, attributes: dict[Any, Any]) -> None:
        for one in self._criteria:
            one.get_global_criteria(attributes)
