"""Both databases know the campaign's time here, as the triggers of the gate ask for it."""

import pytest
from flask import Flask

from tests.exhibition.halls import run_the_clock


@pytest.fixture
def app(app: Flask) -> Flask:
    run_the_clock()
    return app


@pytest.fixture
def either_app(either_app: Flask) -> Flask:
    run_the_clock()
    return either_app
