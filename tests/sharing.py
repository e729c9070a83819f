"""The application as tests build it, thousands of times: what one has worked out of addresses is good for the next."""

from typing import Any, ClassVar

from flask import Flask
from flask.blueprints import Blueprint, BlueprintSetupState
from flask.testing import FlaskClient
from flask.typing import RouteCallable
from werkzeug.routing import Map
from werkzeug.test import TestResponse


class Receiver(FlaskClient):
    """Takes every answer to its end, as a server that sends it does: what is streamed would else stay open in the middle."""

    def open(self, *args: Any, buffered: bool = True, **options: Any) -> TestResponse:
        return super().open(*args, buffered=buffered, **options)


class Known(BlueprintSetupState):
    """Of a blueprint whose addresses are there: only its views are taken."""

    def add_url_rule(
        self, rule: str, endpoint: str | None = None, view_func: RouteCallable | None = None, **options: Any
    ) -> None:
        assert view_func is not None
        self.app.view_functions[f"{self.name}.{endpoint or view_func.__name__}"] = view_func


class Sharing(Flask):
    """The application, with the addresses that the first of this process has worked out: that is most of making one.

    A test that hangs out a route of its own spoils them for the others; the next application then begins anew.
    """

    test_client_class = Receiver
    known: ClassVar[Map | None] = None
    names: ClassVar[frozenset[tuple[str, str]]] = frozenset()
    hung: ClassVar[dict[str, Any]] = {}
    count: ClassVar[int] = 0

    def url_map_class(self, host_matching: bool = False) -> Map:  # type: ignore[override]
        if Sharing.known is not None and len(list(Sharing.known.iter_rules())) == Sharing.count:
            return Sharing.known
        return Map(host_matching=host_matching)

    def add_url_rule(
        self, rule: str, endpoint: str | None = None, view_func: RouteCallable | None = None, *more: Any, **options: Any
    ) -> None:
        if self.url_map is not Sharing.known or (rule, endpoint) not in Sharing.names:
            super().add_url_rule(rule, endpoint, view_func, *more, **options)
        elif view_func is not None:
            assert self.view_functions.setdefault(str(endpoint), view_func) is view_func

    def register_blueprint(self, blueprint: Blueprint, **options: Any) -> None:
        if self.url_map is not Sharing.known or options or Sharing.hung.get(blueprint.name) is not blueprint:
            super().register_blueprint(blueprint, **options)
            return
        self.blueprints[blueprint.name] = blueprint
        blueprint._merge_blueprint_funcs(self, blueprint.name)
        state = Known(blueprint, self, options, first_registration=True)
        for deferred in blueprint.deferred_functions:
            deferred(state)

    def share(self) -> None:
        """Let later applications have the addresses of this one, which is complete."""
        if self.url_map is not Sharing.known:
            Sharing.known = self.url_map
            Sharing.count = len(names := [(rule.rule, rule.endpoint) for rule in self.url_map.iter_rules()])
            Sharing.names, Sharing.hung = frozenset(names), dict(self.blueprints)
