"""What can go wrong in the campaign's own terms, each with a sentence for the person who asked.

* CampaignError
  - NotFound      the thing is not there, or not for this actor (we do not say which)
  - Refused       this actor may not do it
  - NotFresh      this actor may, but has to show once more who it is
  - Invalid       what was typed cannot be taken; names the fields
      + KeyReused       an operation key came back with another body
  - Conflict      the world has moved on
      + Full            no place is left
      + Closed          it is over, or not open yet
      + Stale           somebody else changed it meanwhile
          . Crossed     at the very same moment: asking once more is worth it
  - Gone          it existed and has ended (a used link)
  - TooMany       too many attempts; says when to come back
  - Unavailable   a passing trouble; a retry is enough
"""

from collections.abc import Sequence
from dataclasses import dataclass

from campaign.core.i18n import Words


class CampaignError(Exception):
    """Carries a sentence fit to be shown to the person who asked; the sentence may be lazy."""

    code = "error"

    def __init__(self, message: Words) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class NotFound(CampaignError):
    code = "not_found"


class Refused(CampaignError):
    code = "refused"


class NotFresh(CampaignError):
    """The act is dangerous, and its actor showed password and second factor too long ago."""

    code = "not_fresh"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where (a field or column name), which kind, and a sentence with a remedy."""

    field: str
    code: str
    message: Words


class Invalid(CampaignError):
    """Input that cannot be taken. `problems` is empty when the sentence says all."""

    code = "invalid"

    def __init__(self, message: Words, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


class KeyReused(Invalid):
    code = "key_reused"


class Conflict(CampaignError):
    code = "conflict"


class Full(Conflict):
    code = "full"


class Closed(Conflict):
    code = "closed"


class Stale(Conflict):
    code = "stale"


class Crossed(Stale):
    """The database let only one of two write; whoever has not seen what stands now may judge and write once more."""


class Gone(CampaignError):
    code = "gone"


class TooMany(CampaignError):
    """`retry_after` is in whole seconds."""

    code = "too_many"

    def __init__(self, message: Words, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Unavailable(CampaignError):
    code = "unavailable"
