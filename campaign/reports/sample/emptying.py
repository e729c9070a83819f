"""Emptying the tables of the plan in one transaction, on both databases: all rows or none.

Some of them refuse to lose a row (the ledger, closed periods), since nobody may take back what was recorded in earnest. Of the
sample nothing is in earnest: their triggers are away for the length of the transaction. Foreign keys stand all the time.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, Table, bindparam, text
from sqlalchemy.sql.ddl import sort_tables_and_constraints


def empty(connection: Connection, tables: Sequence[Table]) -> int:
    """Delete every row, children first; how many there were. Rows of other tables that hang on them go as their keys say.

    On PostgreSQL nobody writes into these tables meanwhile; OperationalError when somebody does so for ten seconds.
    """
    with _untriggered(connection, tables):
        order, around = [], set()
        for table, keys in sort_tables_and_constraints(tables):  # type: ignore[no-untyped-call]
            if table is None:
                around |= {key for key in keys if key.table in tables}
            else:
                order.append(table)
        for key in around:
            connection.execute(key.table.update().values({column: None for column in key.columns}))
        return sum(connection.execute(table.delete()).rowcount for table in reversed(order))


@contextmanager
def _untriggered(connection: Connection, tables: Sequence[Table]) -> Iterator[None]:
    names = [table.name for table in tables]
    if connection.dialect.name == "postgresql":
        listed = ", ".join(f'"{name}"' for name in names)
        connection.execute(text("SET LOCAL lock_timeout = '10s'"))
        connection.execute(text(f"LOCK TABLE {listed} IN ACCESS EXCLUSIVE MODE"))
        for name in names:
            connection.execute(text(f'ALTER TABLE "{name}" DISABLE TRIGGER USER'))
        yield
        for name in names:
            connection.execute(text(f'ALTER TABLE "{name}" ENABLE TRIGGER USER'))
        return
    found = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN :names")
    triggers = connection.execute(found.bindparams(bindparam("names", expanding=True)), {"names": names}).all()
    for name, _sql in triggers:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    yield
    for _name, sql in triggers:
        connection.exec_driver_sql(sql)
