/* A column in the hands of a marshal: what is marked, and the page drawn anew from what is on the phone; the rest is field/life.js. */
"use strict";

(function () {
  const column = self.column;
  const field = self.field;
  const byId = field.parts.byId;
  const say = field.words.say;
  const SHOWN = 10;
  const ALL = 2000;
  const REST = 600; /* a second touch of a hand that shakes is not the next mark */
  const shown = new Map(); /* place and id → {item, sign}: only what has changed is drawn anew */
  let frame, draw, bar;
  let isLong = false;
  const touched = new Map();

  const way = {
    purpose: field.purposes.column,
    rows: column.rowsOf(),
    every: 60 * 1000 /* a column is small, and another marshal marks it too */,
    page: {
      assembled: function () {
        frame = field.screen.of(way);
        bar = field.parts.inTurn(frame.bar);
        draw = field.parts.inTurn(drawAll);
      },
      restored: async function () {},
      opened: opened,
      listed: function () {},
      noted: function () {},
      bar: function () {
        return bar();
      },
      draw: function () {
        return draw();
      },
      closed: function (left) {
        byId("work").hidden = byId("past").hidden = true;
        byId("cars").textContent = byId("points").textContent = byId("history").textContent = "";
        frame.close(left);
      },
    },
  };

  /* Everything that this phone has recorded, the newest first. */
  async function items() {
    const kept = way.store ? await way.store.history(way.keys.link, ALL) : [];
    return column.withTargets(way.direct.slice().reverse().concat(kept));
  }

  function standing(kind, all) {
    const facts = way.list.facts();
    return way.rows.of(kind).map(function (row) {
      return { row: row, standing: column.standingOf(row, facts ? facts.made_at : "", all) };
    });
  }

  /* ---------- marks ---------- */

  async function write(parts) {
    const end = await way.keep(way.fresh(parts));
    if (end.kind !== "gone") {
      field.screen.notice("lost-words", end.kind === "lost" ? (way.store ? "lost_full" : "lost_net") : "");
      field.phone.buzz(end.kind !== "lost");
    }
    return end.kind;
  }

  async function act(parts) {
    const about = parts.car || parts.point || parts.of;
    if (Date.now() - (touched.get(about) || 0) < REST) {
      return;
    }
    touched.set(about, Date.now());
    await write(parts);
    await draw();
  }

  async function here() {
    return standing("car", await items()).filter(function (one) {
      return one.standing.stands.s === "present";
    });
  }

  async function askAll() {
    byId("all-count").textContent = say("all_ask", { count: (await here()).length });
    byId("all-ask").hidden = false;
    byId("all-go").hidden = true;
    byId("all-yes").focus();
  }

  function askedEnough() {
    byId("all-ask").hidden = true;
    byId("all-go").hidden = false;
  }

  async function allGo() {
    const at = new Date().toISOString();
    const cars = await here();
    askedEnough();
    for (const one of cars) {
      if ((await write({ kind: "mark", car: one.row.id, mark: "departed", at: at })) === "gone") {
        return;
      }
    }
    await draw();
    byId("cars").focus();
  }

  /* ---------- drawing ---------- */

  /* One row in its place; when it says the same as before it stays, with its focus and what was opened in it. */
  function rowIn(id, one, make) {
    const name = id + one.row.id;
    const sign = JSON.stringify([one, field.words.language()]);
    const before = shown.get(name);
    if (before && before.sign === sign) {
      return before.item;
    }
    const item = before ? before.item : field.parts.part("li");
    const hadFocus = item.contains(document.activeElement);
    item.textContent = "";
    item.append(make(one.row, one.standing, act));
    shown.set(name, { item: item, sign: sign });
    if (hadFocus) {
      item.querySelector("button, summary").focus();
    }
    return item;
  }

  function fill(id, all, make) {
    const place = byId(id);
    const wanted = all.map(function (one) {
      return rowIn(id, one, make);
    });
    const isSame = wanted.every(function (item, turn) {
      return place.children[turn] === item;
    });
    if (!isSame || place.children.length !== wanted.length) {
      place.textContent = "";
      wanted.forEach(function (item) {
        place.append(item);
      });
    }
  }

  function counts(cars) {
    function count(states) {
      return cars.filter(function (one) {
        return states.indexOf(one.standing.stands.s) >= 0;
      }).length;
    }
    const came = count(["present", "departed", "arrived"]);
    const values = { came: came, all: cars.length, expected: count(["expected"]), absent: count(["absent"]) };
    field.parts.sayInto(byId("counts"), "counts", values);
    field.parts.sayInto(byId("counts-road"), "counts_road", { road: count(["departed"]), arrived: count(["arrived"]) });
    const nobody = !count(["present"]);
    byId("all-go").disabled = nobody;
    byId("all-why").hidden = !nobody;
    byId("all-why").textContent = say(values.expected ? "all_none" : "all_over", { mark: say("do_present") });
    if (nobody) {
      askedEnough();
    }
  }

  function past(all) {
    const place = byId("history");
    const rows = all.slice(0, isLong ? ALL : SHOWN);
    place.textContent = "";
    rows.forEach(function (item) {
      place.append(column.drawing.line(item, way.rows.about(item)));
    });
    byId("history-none").hidden = rows.length > 0;
    byId("history-all").hidden = isLong || all.length <= SHOWN;
  }

  async function drawAll() {
    frame.list();
    await frame.bar();
    if (way.isGone) {
      return;
    }
    const all = await items();
    const cars = standing("car", all);
    const points = standing("point", all);
    fill("cars", cars, column.drawing.car);
    fill("points", points, column.drawing.point);
    counts(cars);
    byId("marks").hidden = !cars.length;
    byId("cars-none").hidden = cars.length > 0;
    byId("route").hidden = !points.length;
    past(all);
  }

  function opened() {
    byId("all-go").addEventListener("click", askAll);
    byId("all-yes").addEventListener("click", allGo);
    byId("all-no").addEventListener("click", askedEnough);
    byId("history-all").addEventListener("click", function () {
      isLong = true;
      draw();
    });
  }

  field.live(way);
})();
