"""Builds the application: configuration in, a Flask app with every door hung out; and the console command around it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask.cli import FlaskGroup
from flask_compress import Compress
from flask_wtf.csrf import CSRFProtect
from sqlalchemy.exc import DatabaseError
from werkzeug.middleware.proxy_fix import ProxyFix

from campaign import loading, navigation, registry
from campaign.config import Config, ConfigError
from campaign.core import keys, moments, settings, tasks
from campaign.core.actor import SYSTEM, set_actor
from campaign.core.backup import aside
from campaign.core.db import db, prepare_engine
from campaign.core.errors import CampaignError, Invalid
from campaign.core.i18n import use_language
from campaign.core.operation import logs
from campaign.web import errors, guards, language, metrics, security, templating
from campaign.web.paging import RowNumber

HERE = Path(__file__).resolve().parent
TEMPLATES = HERE.parent / "templates"
YEAR = 365 * 24 * 3600


def create_app(config: Config | None = None) -> Flask:
    """The application. Raises ConfigError when it is half-configured, RuntimeError when a route declares no door."""
    config = config or Config.from_environment()
    app = Flask("campaign", template_folder=str(TEMPLATES if TEMPLATES.is_dir() else HERE / "templates"))
    app.config.update(config.as_flask())
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = YEAR
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    if config.database.startswith("sqlite:///"):
        Path(config.database.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    db.init_app(app)
    moments.install(app)
    with app.app_context():
        prepare_engine(db.engine)
        try:
            keys.install(config.data_key, config.old_data_key)
        except keys.ForeignDatabase as error:
            raise ConfigError(str(error)) from error
        settings.read_clock()
        db.engine.dispose()  # whoever forks this process afterwards must not share a connection with it
    _install_web(app, config)
    aside.siblings_by(app, lambda database: create_app(replace(config, database=database)))
    tasks.install(app, registry.actor_with_id)
    tasks.desks_by(app, registry.desk_with_id)
    return app


def _install_web(app: Flask, config: Config) -> None:
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops)  # type: ignore[method-assign]
    logs.install(app, trusted=bool(config.trusted_proxies))
    if not config.testing:
        logs.write_to_stderr(plain=config.log == "plain")
    metrics.count(app)
    language.install(app)
    security.install(app)
    guards.install(app, registry.actor_of_request, registry.actor_of_machine, registry.way_in, registry.ask_again)
    pages_only = CSRFProtect(app)
    Compress(app)
    errors.install(app)
    templating.install(app)
    app.url_map.converters["int"] = RowNumber
    navigation.install(app)
    registry.hang(app)
    for view in guards.keyed_views(app):
        pages_only.exempt(view)
    guards.check_doors(app)


class Console(FlaskGroup):
    """`adalzhol …`: speaks English, says who acts, and turns a campaign error into one line on stderr and exit 1."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        found = super().resolve_command(ctx, args)
        ctx.with_resource(use_language("en"))
        email = ctx.params.get("email")
        set_actor(registry.actor_with_email(email) if email else SYSTEM)
        return found

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DatabaseError as error:
            if "no such table" not in str(error) and "does not exist" not in str(error):
                raise
            raise click.ClickException("The database is not up to date. Run: adalzhol database upgrade") from error
        except Invalid as error:
            said = [str(problem.message) for problem in error.problems] or [str(error)]
            raise click.ClickException("\n".join(said)) from error
        except (CampaignError, ConfigError) as error:
            raise click.ClickException(str(error)) from error


@click.group(
    cls=Console,
    create_app=create_app,
    add_default_commands=False,
    add_version_option=False,
    params=[click.Option(["--as", "email"], metavar="EMAIL", help="Who acts; the system unless told.")],
)
def cli(**options: Any) -> None:
    """Plans the marathon relay «Адал жол – Честный путь»."""


loading.complete()
