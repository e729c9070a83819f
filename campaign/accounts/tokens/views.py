"""Staff pages: one's own tokens for machines."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.accounts.tokens import queries, services
from campaign.accounts.tokens.forms import SCOPE_WORDS, TokenForm
from campaign.accounts.tokens.schemas import MadeToken
from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid
from campaign.core.i18n import _
from campaign.web.guards import fresh, needs

bp = Blueprint("tokens_staff", __name__, url_prefix="/staff/tokens")


@bp.route("", methods=["GET", "POST"])
@needs(P.TOKENS_WRITE)
@fresh
def tokens() -> ResponseReturnValue:
    """The list, the form, and a new token's secret once: it stands in this one answer and nowhere else."""
    form, made = TokenForm.offering(queries.scopes_for(current_actor())), None
    if form.is_sent_and_valid():
        try:
            made = services.make_token(form.command(), form.key())
        except Invalid as error:
            form.show(error)
    return _page(TokenForm.offering(queries.scopes_for(current_actor()), formdata=None) if made else form, made)


def _page(form: TokenForm, made: MadeToken | None) -> ResponseReturnValue:
    page = render_template(
        "accounts/staff/tokens.html", form=form, made=made, rows=queries.tokens_of(current_actor()), words=SCOPE_WORDS
    )
    return page, form.status()


@bp.post("/<int:token_id>/end")
@needs(P.TOKENS_WRITE)
def end(token_id: int) -> ResponseReturnValue:
    services.end_token(token_id)
    flash(_("The token is ended. Whatever used it gets no answer from now on."), "good")
    return redirect(url_for(".tokens"), 303)
