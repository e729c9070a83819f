"""The least application that lists people: bare Flask, SQLAlchemy and a template, nobody asked who they are, nothing sealed."""

from __future__ import annotations

import random
from pathlib import Path

from flask import Flask, render_template
from jinja2 import DictLoader
from sqlalchemy import create_engine, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from tests.bench.invented import people

CITIES = ("Қарағанды", "Теміртау", "Балқаш", "Жезқазған")
LIST = """<!doctype html><html lang="kk"><head><meta charset="utf-8"><title>list</title></head><body><table>
<tr><th>#</th><th>Name</th><th>Email</th><th>Phone</th><th>City</th><th></th></tr>
{% for r in rows %}<tr id="r{{ r.id }}"><td>{{ loop.index }}</td><td>{{ r.last_name }} {{ r.first_name }}</td>
<td>{{ r.email }}</td><td>{{ r.phone }}</td><td>{{ r.city }}</td><td>{{ '✓' if r.checked }}</td></tr>
{% endfor %}</table></body></html>"""


class Base(DeclarativeBase):
    pass


class Reg(Base):
    """One registration, all of it readable."""

    __tablename__ = "reg"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(index=True)
    first_name: Mapped[str]
    last_name: Mapped[str]
    email: Mapped[str]
    phone: Mapped[str]
    city: Mapped[str]
    checked: Mapped[bool] = mapped_column(default=False)


def build(path: Path, count: int) -> None:
    """A database of one event with so many people."""
    engine = create_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    chance = random.Random(7)
    rows = [
        {
            "event_id": 1, "first_name": row[1].split()[1], "last_name": row[1].split()[0], "checked": False,
            "email": f"v{number:06d}@example.com", "phone": f"+7701{number:07d}", "city": chance.choice(CITIES),
        }
        for number, row in enumerate(people(count))
    ]  # fmt: skip
    with Session(engine) as session:
        session.execute(insert(Reg), rows)
        session.commit()
    engine.dispose()


def application(path: Path) -> Flask:
    """GET /list/<event> shows everybody on one page."""
    engine = create_engine(f"sqlite:///{path}")
    app = Flask(__name__)
    app.jinja_loader = DictLoader({"list.html": LIST})

    @app.get("/list/<int:event_id>")
    def everybody(event_id: int) -> str:
        with Session(engine) as session:
            rows = session.scalars(select(Reg).where(Reg.event_id == event_id).order_by(Reg.last_name, Reg.first_name)).all()
            return render_template("list.html", rows=rows)

    return app
