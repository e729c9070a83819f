"""A document of stock that was posted on the road, posted again in the book of its store at home."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from campaign.core.errors import Conflict
from campaign.core.i18n import _l
from campaign.exchange.packages.schemas import Values
from campaign.exchange.packages.services.writing import living
from campaign.materials.schemas import Move, Posting
from campaign.materials.services.posting import post


def post_again(session: Session, row: Values, lines: Sequence[Values]) -> int:
    """The number of its row. It takes the next number of the book; balances follow from its lines as for every document.

    Raises what posting raises: Conflict when there is not so much here, Closed when the books or a team are closed.
    """
    document = living("stock_documents", {**row, "id": 0})
    if not lines:
        raise Conflict(_l("The document has no lines."))
    moves = tuple(
        Move(line["variant_id"], line["quantity"], line["source_id"], line["target_id"])
        for line in sorted(lines, key=lambda line: int(line["position"]))
    )
    posting = Posting(
        document["kind"], document["store_id"], moves, document["dated_on"], document["event_id"], document["of_id"],
        document["reverses_id"], document["origin"], document["counterparty"], document["reason"], document["note"],
    )  # fmt: skip
    return post(session, posting, agreed=True).document_id
