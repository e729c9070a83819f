"""What `adalzhol check` recounts of what was typed back."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.checks import MOST_NAMED, Finding, Wrong, check
from campaign.papers.typed.models import Typing
from campaign.papers.typed.schemas import TypingState

_AT_ONCE = 100  # typings in memory


@check("typings")
def typings(session: Session) -> Finding:
    """Each opens with the installation's key, and of what was posted it is known what to take back. One statement."""
    looked_at, wrong = 0, []
    for typing in session.scalars(select(Typing).order_by(Typing.id).execution_options(yield_per=_AT_ONCE)):
        looked_at += 1
        try:
            _rows, _text = typing.rows, typing.text
        except ValueError as error:
            wrong.append(Wrong("typing", typing.id, str(error)))
        if typing.state is TypingState.POSTED and typing.turn == 1 and "posted" not in typing.facts:
            wrong.append(Wrong("typing", typing.id, "is posted, and it is not known what it wrote"))
    return Finding(looked_at, tuple(wrong[:MOST_NAMED]))
