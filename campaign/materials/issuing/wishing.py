"""What somebody should get: by the norms that hold there, by a set, or one piece of what is given out. No database here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from campaign.core.i18n import Translated
from campaign.materials.issuing.schemas import Gift, GiftKind, Recipient
from campaign.materials.norms.schemas import Basis, NormRow, SetRow, norms_of_kind, role_keys
from campaign.materials.schemas import PlaceKind


@dataclass(frozen=True)
class Rules:
    """All that says what somebody of an event gets: the norms for its kind, and the sets of the region."""

    norms: tuple[NormRow, ...]
    sets: tuple[SetRow, ...]

    @classmethod
    def of(cls, norms: Iterable[NormRow], sets: Iterable[SetRow], kind: str) -> "Rules":
        return cls(norms_of_kind(norms, kind), tuple(sets))

    def wished(self, gift: Gift, somebody: Recipient, doors: int = 0) -> Mapping[int, int]:
        """By material, how many of it; `doors` are those of a team. A set for others than this kind of holder gives nothing."""
        if gift.kind is GiftKind.MATERIAL:
            return {gift.number: 1}
        if gift.kind is GiftKind.SET:
            chosen = (row for row in self.sets if row.id == gift.number and row.holder is somebody.kind)
            return {line.material_id: line.quantity for row in chosen for line in row.lines}
        return self._by_norm(somebody, doors)

    def _by_norm(self, somebody: Recipient, doors: int) -> Mapping[int, int]:
        """Reserves stay in the store. What is one for several people or cars is not given to each of them."""
        found: dict[int, int] = {}
        for norm in self.norms:
            if somebody.kind is PlaceKind.TEAM:
                pieces = _of_team(norm, somebody.members, doors)
            else:
                pieces = norm.amount // norm.each if _is_for(norm, somebody.kind, somebody.role) else 0
            if pieces:
                found[norm.material_id] = found.get(norm.material_id, 0) + pieces
        return found


def _is_for(norm: NormRow, kind: PlaceKind, role: Translated | None) -> bool:
    if kind is PlaceKind.VEHICLE:
        return norm.basis is Basis.VEHICLE
    if norm.basis is Basis.ROLE:
        return role is not None and bool(role_keys(norm.role) & role_keys(role))
    return norm.basis is Basis.PARTICIPANT


def _of_team(norm: NormRow, members: int, doors: int) -> int:
    """A team carries what its doors get and what its people work with; behind each door sits one official."""
    counts = {Basis.TEAM: 1, Basis.OFFICE: doors, Basis.OFFICIAL: doors, Basis.PARTICIPANT: members}
    return norm.needed(counts[norm.basis]) if norm.basis in counts else 0
