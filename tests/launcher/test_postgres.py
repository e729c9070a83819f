"""The PostgreSQL that the tests are given."""

import psycopg
from sqlalchemy import create_engine, text

from tests.postgres import fresh_database


def one_table(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE stops (name text)"))
        connection.execute(text("INSERT INTO stops VALUES ('Қарағанды')"))
    engine.dispose()


def rows(url: str) -> list[str]:
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        found = [name for (name,) in connection.execute("SELECT name FROM stops")]
        connection.execute("DELETE FROM stops")
        return found


def test_every_test_has_a_postgresql_of_its_own_filled_alike():
    for _ in range(3):
        with fresh_database(one_table) as url:
            assert rows(url) == ["Қарағанды"]


def test_a_database_that_nobody_fills_is_empty():
    with fresh_database() as url, psycopg.connect(url.replace("+psycopg", "")) as connection:
        assert connection.execute("SELECT count(*) FROM pg_stat_user_tables").fetchone() == (0,)


def test_it_is_a_postgresql_that_people_install_today():
    with fresh_database() as url, psycopg.connect(url.replace("+psycopg", "")) as connection:
        assert connection.info.server_version >= 160000
