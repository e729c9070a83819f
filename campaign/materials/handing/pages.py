"""Where more is read of what is told here: addresses of pages of other rooms, as lists and previews carry them."""

Page = tuple[str, str, int]  # endpoint, parameter, value


def document_page(document_id: int) -> Page:
    return "ledger_staff.document", "document_id", document_id
