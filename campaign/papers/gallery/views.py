"""Work pages: the gallery of papers, and each paper with invented data as a PDF. Nothing here is kept or counted."""

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from campaign.core.actor import P
from campaign.core.i18n import LANGUAGES, language, use_language
from campaign.papers.gallery import documents, showing
from campaign.papers.gallery.schemas import DATA_SETS, SETTINGS, DataSet, Setting
from campaign.papers.gallery.words import FORMATS, HEADS, SUBJECTS
from campaign.web.guards import needs

bp = Blueprint("gallery_staff", __name__)


@bp.get("/staff/papers")
@needs(P.PAPERS_PRINT)
def gallery() -> ResponseReturnValue:
    return render_template(
        "papers/staff/gallery.html", shelves=showing.shelves(), sets=DATA_SETS, chosen=_set().code, language=_language(),
        settings=SETTINGS, setting=_setting().code,
        sizes=documents.format_of, formats=FORMATS, heads=HEADS, subjects=SUBJECTS,
    )  # fmt: skip


@bp.get("/staff/papers/samples/<sample_code>.pdf")
@needs(P.PAPERS_PRINT)
def sample(sample_code: str) -> ResponseReturnValue:
    found, chosen, code, setting = showing.sample_with(sample_code), _set(), _language(), _setting()
    with use_language(code):
        pdf = documents.sample_pdf(found, chosen, setting)
    name = f"{sample_code}-{chosen.code}-{setting.code}-{code}.pdf"
    return Response(pdf, mimetype="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})


def _language() -> str:
    asked = request.args.get("in", "")
    return asked if asked in LANGUAGES else language()


def _set() -> DataSet:
    return showing.data_set(request.args.get("with", next(iter(DATA_SETS))))


def _setting() -> Setting:
    return showing.setting(request.args.get("as", next(iter(SETTINGS))))
