"""The least application that does some work of ours: bare Flask, SQLAlchemy and a template, nobody asked who they are.

One list on SQLite; one page with a form, one insert under a row lock and one scan on PostgreSQL. Nothing is sealed, judged,
translated or written down.
"""

from __future__ import annotations

import os
import random

from flask import Flask, redirect, render_template, request
from flask.typing import ResponseReturnValue
from jinja2 import DictLoader
from sqlalchemy import Engine, ForeignKey, String, UniqueConstraint, create_engine, func, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from tests.bench.invented import people

CITIES = ("Қарағанды", "Теміртау", "Балқаш", "Жезқазған")
LIST = """<!doctype html><html lang="kk"><head><meta charset="utf-8"><title>list</title></head><body><table>
<tr><th>#</th><th>Name</th><th>Email</th><th>Phone</th><th>City</th><th></th></tr>
{% for r in rows %}<tr id="r{{ r.id }}"><td>{{ loop.index }}</td><td>{{ r.last_name }} {{ r.first_name }}</td>
<td>{{ r.email }}</td><td>{{ r.phone }}</td><td>{{ r.city }}</td><td>{{ '✓' if r.checked }}</td></tr>
{% endfor %}</table></body></html>"""
EVENT = """<!doctype html><html lang="kk"><head><meta charset="utf-8"><title>{{ ev.title }}</title>
<link rel="stylesheet" href="/static/a.css"></head>
<body><header><a href="/">Relay</a></header><main><h1>{{ ev.title }}</h1><p>{{ ev.city }}</p><div>{{ ev.body }}</div>
<p>Бос орын: <b>{{ left }}</b> / {{ ev.capacity }}</p>
<form method="post">{% for n, l in [('first_name','Аты'),('last_name','Тегі'),('email','Email'),('phone','Телефон'),
('city','Қала')] %}
<label>{{ l }} <input name="{{ n }}" required></label>{% endfor %}<button>Тіркелу</button></form></main></body></html>"""
DATABASE = "CAMPAIGN_BENCH_MINI"


class Base(DeclarativeBase):
    pass


class Event(Base):
    """What people register for."""

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    city: Mapped[str] = mapped_column(String(80))
    body: Mapped[str]
    capacity: Mapped[int]


class Reg(Base):
    """One registration, all of it readable."""

    __tablename__ = "reg"
    __table_args__ = (UniqueConstraint("event_id", "email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    first_name: Mapped[str]
    last_name: Mapped[str]
    email: Mapped[str]
    phone: Mapped[str]
    city: Mapped[str]
    checked: Mapped[bool] = mapped_column(default=False)


def build(url: str, count: int) -> None:
    """Fill the database with one event and so many people."""
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    body = "Еріктілер кездесуі. Сбор волонтёров: регистрация открыта, места ограничены. " * 4
    chance = random.Random(7)
    rows = [
        {
            "event_id": 1, "first_name": row[1].split()[1], "last_name": row[1].split()[0], "checked": False,
            "email": f"v{number:06d}@example.com", "phone": f"+7701{number:07d}", "city": chance.choice(CITIES),
        }
        for number, row in enumerate(people(count))
    ]  # fmt: skip
    with Session(engine) as session:
        session.add(Event(id=1, title="Қарағанды: ерікті жиыны", city="Қарағанды", capacity=10**6, body=body))
        session.flush()
        if rows:
            session.execute(insert(Reg), rows)
        session.commit()
    engine.dispose()


def from_environment() -> Flask:
    """The application on the database that the environment names, for gunicorn."""
    return application(os.environ[DATABASE])


def application(url: str) -> Flask:
    """GET /list/<event> shows everybody on one page; GET and POST /event/<event> register; POST /checkin lets people in."""
    engine = create_engine(url)
    app = Flask(__name__)
    app.jinja_loader = DictLoader({"list.html": LIST, "event.html": EVENT})
    _registers(app, engine)
    _lets_in(app, engine)

    @app.get("/list/<int:event_id>")
    def everybody(event_id: int) -> str:
        with Session(engine) as session:
            rows = session.scalars(select(Reg).where(Reg.event_id == event_id).order_by(Reg.last_name, Reg.first_name)).all()
            return render_template("list.html", rows=rows)

    return app


def _registers(app: Flask, engine: Engine) -> None:
    def taken(event_id: int, session: Session) -> int:
        return session.scalar(select(func.count()).select_from(Reg).where(Reg.event_id == event_id)) or 0

    @app.get("/event/<int:event_id>")
    def page(event_id: int) -> ResponseReturnValue:
        with Session(engine) as session:
            event = session.get(Event, event_id)
            if event is None:
                return "not found", 404
            return render_template("event.html", ev=event, left=max(0, event.capacity - taken(event_id, session)))

    @app.post("/event/<int:event_id>")
    def register(event_id: int) -> ResponseReturnValue:
        with Session(engine) as session:
            event = session.scalar(select(Event).where(Event.id == event_id).with_for_update())
            if event is None or taken(event_id, session) >= event.capacity:
                return "full", 409
            fields = {name: request.form[name] for name in ("first_name", "last_name", "email", "phone", "city")}
            registered = Reg(event_id=event_id, **fields)
            session.add(registered)
            session.commit()
            return redirect(f"/done/{registered.id}", 303)


def _lets_in(app: Flask, engine: Engine) -> None:
    @app.post("/checkin/<int:number>")
    def check_in(number: int) -> ResponseReturnValue:
        with Session(engine) as session:
            registered = session.get(Reg, number)
            if registered is None:
                return "not found", 404
            registered.checked = True
            session.commit()
            return {"ok": True, "name": registered.first_name}

    @app.post("/checkin")
    def check_many_in() -> ResponseReturnValue:
        with Session(engine) as session:
            numbers = [int(number) for number in request.form.getlist("number")]
            for registered in session.scalars(select(Reg).where(Reg.id.in_(numbers))):
                registered.checked = True
            session.commit()
            return {"ok": True, "count": len(numbers)}
