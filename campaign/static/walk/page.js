/* The doors of a team on a phone: a floor as a grid of doors, what is done and what has to be visited again. The rest of the
   page's life is field/life.js. */
"use strict";

(function () {
  const walk = self.walk;
  const field = self.field;
  const byId = field.parts.byId;
  const part = field.parts.part;
  const say = field.words.say;
  const rules = JSON.parse(byId("field-rules").textContent);
  const KNOWN = 2000;
  const NEAR = 12;
  const SIGNS = { up: "i-sign", refused: "i-no", impossible: "i-cross", there: "i-check" };
  const SOAPS = { given: "i-soap", refused: "i-no", absent: "i-again" };
  const notes = new Map(); /* key of an item → its note */
  let screen, sheet;
  let floor = 0;
  let isBusy = false;
  let last = null; /* {door, key} of what was saved last, to take it back */

  const way = {
    purpose: field.purposes.walk,
    every: 60 * 1000, /* the other phones of the team record at the same time */
    page: {
      assembled: function () {
        screen = field.screen.of(way);
      },
      restored: refresh,
      opened: open,
      listed: function () {
        sheet.speak();
      },
      noted: function (item) {
        way.rows.note(item);
      },
      bar: function () {
        return screen.bar();
      },
      draw: null,
      closed: function (left) {
        sheet.close();
        byId("app").hidden = true;
        way.rows.forget();
        notes.clear();
        last = null;
        screen.close(left);
      },
    },
  };
  way.rows = walk.doorsOf(way);

  /* This phone's items as they are kept now: the server has answered some, another tab may have made others. */
  async function refresh() {
    const kept = way.store ? await way.store.history(way.keys.link, KNOWN) : [];
    await Promise.all(kept.map(withNote));
    kept.reverse().forEach(way.rows.note);
  }

  /* Notes are sealed on the phone and stand open in memory only. */
  async function withNote(item) {
    if (item.sealed && !notes.has(item.key)) {
      const opened = await way.keys.open(item.sealed, item.key).catch(function () {
        return { note: "" };
      });
      notes.set(item.key, opened.note);
    }
    item.note = notes.get(item.key) || "";
  }

  /* ---------- what is shown ---------- */

  /* The floor that was chosen, else the one where the team goes on. */
  function floorShown() {
    const floors = way.rows.floors();
    const next = floor ? null : way.rows.after(0);
    const wanted = next ? next.floor : floor;
    return floors.find((one) => one.id === wanted) || floors[0] || null;
  }

  function floorsLine() {
    const place = byId("floors");
    const shown = floorShown();
    place.textContent = "";
    way.rows.floors().forEach(function (one) {
      const button = part("button", "", one.label);
      button.type = "button";
      button.dataset.floor = one.id;
      button.setAttribute("aria-label", say("floor", { floor: one.label }));
      if (one === shown) {
        button.setAttribute("aria-current", "true");
      }
      place.append(button);
    });
    place.hidden = way.rows.floors().length < 2;
  }

  function looks(stands) {
    if (stands.stage !== "done") {
      return stands.stage === "again" ? "again" : "";
    }
    return stands.soap === "refused" || stands.sign === "refused" ? "calm" : "full";
  }

  function doorCell(door) {
    const stands = way.rows.stands(door);
    const cell = part("li", looks(stands));
    const button = part("button", "", door.room);
    const got = part("span", "got");
    button.type = "button";
    button.dataset.door = door.id;
    const waits = stands.stage === "left" && way.rows.waits(door.id);
    const state = waits ? say("say_review") : walk.wordsOf(stands);
    button.setAttribute("aria-label", say("door_named", { room: door.room, state: state }));
    if (waits) {
      got.append(field.parts.drawing("i-wait", "icon"));
    }
    if (SOAPS[stands.soap]) {
      got.append(field.parts.drawing(SOAPS[stands.soap], "icon"));
    }
    if (SIGNS[stands.sign]) {
      got.append(field.parts.drawing(SIGNS[stands.sign], "icon"));
    }
    if (sheet.door() && sheet.door().id === door.id) {
      cell.classList.add("open");
    }
    button.append(got);
    cell.append(button);
    return cell;
  }

  function fill(place, cells) {
    place.textContent = "";
    cells.forEach(function (cell) {
      place.append(cell);
    });
  }

  function grid() {
    const shown = floorShown();
    const doors = shown ? way.rows.on(shown.id) : [];
    const done = doors.filter((door) => way.rows.stands(door).stage === "done").length;
    byId("floor-title").textContent = shown ? say("floor", { floor: shown.label }) : "";
    byId("floor-done").textContent = shown ? say("done", { done: done, doors: doors.length }) : "";
    fill(byId("doors"), doors.map(doorCell));
    const again = way.rows.again();
    fill(byId("again"), again.map(doorCell));
    byId("again-none").hidden = again.length > 0;
    byId("no-doors").parentNode.hidden = way.rows.count() > 0 || !way.list.facts();
  }

  function messages() {
    const review = way.rows.told("review");
    const aside = way.rows.told("aside");
    field.screen.notice("review-words", review ? "review" : "", { count: review });
    field.screen.notice("aside-words", aside ? "aside" : "", { count: aside });
  }

  /* What was saved last stands above the next door, with the way to take it back. */
  function lastLine() {
    const place = byId("last");
    const door = last && way.rows.byId(last.door);
    place.hidden = !door;
    if (door) {
      const stands = way.rows.stands(door);
      const state = way.rows.isReviewed(last.key) ? say("say_review") : walk.wordsOf(stands);
      byId("last-words").textContent = say(last.key ? "was_saved" : "undone", { room: door.room, state: state });
      byId("last-undo").hidden = !last.key;
    }
  }

  way.page.draw = field.parts.inTurn(async function () {
    await refresh();
    screen.list();
    await screen.bar();
    floorsLine();
    grid();
    messages();
    lastLine();
    showOpen();
  });

  /* The door that the sheet speaks of stays in sight, between the bar and the sheet. */
  function showOpen() {
    const cell = document.querySelector("#doors .open");
    if (!cell) {
      return;
    }
    const place = cell.getBoundingClientRect();
    const hidden = place.bottom + NEAR - byId("sheet").getBoundingClientRect().top;
    const above = byId("bar").getBoundingClientRect().bottom + NEAR - place.top;
    if (hidden > 0 || above > 0) {
      self.scrollBy(0, hidden > 0 ? hidden : -above);
    }
  }

  /* ---------- what is done ---------- */

  function openDoor(door) {
    floor = door.floor;
    sheet.open(door, way.rows.stands(door));
  }

  /* The next door nobody has visited, or the end: what has to be visited again stands below. */
  function goOn(from) {
    const next = way.rows.after(from.id);
    if (next) {
      openDoor(next);
    } else {
      sheet.close();
      field.screen.notice("end-words", way.rows.again().length ? "some_again" : "all_done");
      self.scrollTo(0, 0);
    }
  }

  async function keep(item) {
    const end = await way.keep(item);
    if (end.kind === "lost") {
      field.screen.notice("lost-words", way.store ? "lost_full" : "lost_net");
      field.phone.buzz(false);
      return false;
    }
    field.screen.notice("lost-words", "");
    return end.kind !== "gone";
  }

  /* One at a time: a second tap on the same button while the first is being written down is no second door. */
  async function once(act) {
    if (isBusy) {
      return;
    }
    isBusy = true;
    try {
      await act();
    } finally {
      isBusy = false;
    }
    await way.page.draw();
  }

  function save(door, result) {
    return once(async function () {
      const stands = way.rows.stands(door);
      const before = { soap: stands.soap, pieces: stands.pieces, sign: stands.sign, note: "" };
      const said = { kind: "door", door: door.id, soap: result.soap, pieces: result.pieces, sign: result.sign };
      const item = way.fresh(Object.assign(said, { before: before }));
      if (result.note) {
        notes.set(item.key, result.note);
        item.sealed = await way.keys.seal({ note: result.note }, item.key);
      }
      if (await keep(item)) {
        last = { door: door.id, key: item.key };
        field.phone.buzz(true);
        goOn(door);
      }
    });
  }

  function undo(door, key) {
    return once(async function () {
      if (await keep(way.fresh({ kind: "undo", of: key, door: door.id }))) {
        last = { door: door.id, key: "" };
        openDoor(door);
      }
    });
  }

  /* ---------- the beginning ---------- */

  function opened(event) {
    const button = event.target.closest("button[data-door]");
    const door = button && way.rows.byId(Number(button.dataset.door));
    if (door) {
      field.screen.notice("end-words", "");
      openDoor(door);
      way.page.draw();
      byId("sheet-close").focus({ preventScroll: true });
    }
  }

  function closed(door) {
    way.page.draw().then(function () {
      const back = document.querySelector("#doors [data-door='" + door.id + "']");
      if (back) {
        back.focus({ preventScroll: true });
      }
    });
  }

  function open() {
    sheet = walk.sheetOf({ save: save, undo: undo, closed: closed }, rules.most_pieces);
    byId("doors").addEventListener("click", opened);
    byId("again").addEventListener("click", opened);
    byId("floors").addEventListener("click", function (event) {
      const button = event.target.closest("button");
      if (button) {
        floor = Number(button.dataset.floor);
        way.page.draw();
      }
    });
    byId("last-undo").addEventListener("click", function () {
      const door = last && way.rows.byId(last.door);
      if (door && last.key) {
        undo(door, last.key);
      }
    });
  }

  field.live(way);
})();
