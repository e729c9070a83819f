"""What is known of a person as one file: a page to read, in their language, and JSON for machines."""

import io
import json
import zipfile

from flask import render_template

from campaign.core import phones
from campaign.core.i18n import use_language
from campaign.people.privacy.schemas import Known
from campaign.people.privacy.telling import as_facts

NAME = "personal-data.zip"


def data_file(known: Known) -> bytes:
    """The ZIP."""
    with use_language(known.language):
        page = render_template("people/public/known.html", known=known, lang=known.language, shown_phone=phones.shown)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.html", page)
        archive.writestr("data.json", json.dumps(as_facts(known), ensure_ascii=False, indent=1))
    return packed.getvalue()
