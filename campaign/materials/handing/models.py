"""Which document moved what went along with a handover. Read only through the handover or the document."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base


class HandoverDocument(Base):
    """The transfer that a confirmed handover posted: from the giver's store to the receiver's, with what differed."""

    __tablename__ = "handover_documents"

    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id", ondelete="CASCADE"), primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("stock_documents.id"), unique=True)
