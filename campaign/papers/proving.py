"""Where the chain of the audit trail stood when a paper was printed: signed, it proves what was in the trail on that day."""

from dataclasses import replace

from campaign.core import audit
from campaign.core.i18n import _
from campaign.pdf.parts import Paper


def head_line() -> str:
    """`Audit trail: 1234:0123456789abcdef`, as `adalzhol audit verify --head` takes it; empty before the first act."""
    head = audit.head()
    return _("Audit trail: %(head)s", head=head) if head else ""


def proven(paper: Paper) -> Paper:
    """The paper with the head of the chain in its small print."""
    return replace(paper, legal=" ".join(filter(None, (paper.legal, head_line()))))
