"""Which roles lead: by what somebody said who knows, else by the name of the role."""

from typing import Final

from campaign.core.i18n import Translated

# How words begin that name a leader, in the three languages.
_BEGINNINGS: Final = ("жетекші", "басшы", "старш", "руковод", "начальник", "капитан", "leader", "head", "captain")


def leads(role: Translated | None, said: bool | None) -> bool:
    """Whether people of this role lead others; `said` is what somebody decided, None where nobody did.

    >>> leads(Translated(ru="старший группы"), None), leads(Translated(ru="фотограф"), None)
    (True, False)
    """
    if said is not None or role is None:
        return bool(said)
    words = [word for name in role.as_dict().values() for word in name.casefold().split()]
    return any(word.startswith(_BEGINNINGS) for word in words)
