"""Whether a picture may be printed, judged from who is seen in it and what they said. Pure."""

from collections.abc import Sequence

from campaign.people.photos.schemas import PersonSeen, Seen, Standing


def standing_of(seen: Seen, people: Sequence[PersonSeen]) -> Standing:
    """What stands in the way, the gravest first; PRINTABLE when nothing does.

    Nobody under age is printed who is not named: only of a named child it is known what the parent said. Whoever was named and
    has gone from the lists can no longer be asked.
    """
    if any(person.registration_id is None for person in people):
        return Standing.GONE
    if seen is not Seen.MINORS and any(person.is_minor for person in people):
        return Standing.MINOR_AMONG_ADULTS
    if not all(person.agreed for person in people):
        return Standing.NO_CONSENT
    if seen is Seen.MINORS and not any(person.is_minor for person in people):
        return Standing.UNNAMED
    return Standing.UNSAID if seen is Seen.UNSAID else Standing.PRINTABLE
