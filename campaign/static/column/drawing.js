/* The rows of a column as a marshal sees them: who it is, how it stands, and the buttons of what comes next. */
"use strict";

(function () {
  const column = (self.column = self.column || {});
  const field = self.field;
  const part = field.parts.part;
  const hour = field.parts.hour;
  const say = field.words.say;
  const STATES = ["present", "absent", "departed", "arrived"];
  /* state → sign of the sprite, shade */
  const FACES = {
    expected: ["calm", "calm"],
    present: ["good", "good"],
    absent: ["bad", "bad"],
    departed: ["half", "calm"],
    arrived: ["good", "good"],
  };

  function words(text) {
    return typeof text === "string" ? text : field.words.pick(text);
  }

  /* `about`: what the mark is of, for those who hear the buttons as a list. */
  function press(kind, label, about, act) {
    const button = part("button", kind, label);
    button.append(part("span", "visually-hidden", ": " + about));
    button.type = "button";
    button.addEventListener("click", act);
    return button;
  }

  function state(face, text) {
    const line = part("p", "door-state " + face[1]);
    line.append(field.parts.drawing("m-" + face[0], "door-mark"), part("span", "", text));
    return line;
  }

  function lastMoment(stands) {
    return { present: stands.p, departed: stands.e, arrived: stands.a }[stands.s];
  }

  function call(row) {
    const link = part("a", "btn btn-plain column-call");
    link.href = "tel:" + row.f;
    link.setAttribute("aria-label", say("call", { name: row.d }) + ", " + row.g);
    link.append(field.parts.drawing("i-phone", "icon"));
    return link;
  }

  function head(number, name, lines) {
    const made = part("div", "column-head");
    const who = part("div", "column-who");
    who.append(part("b", "", name));
    lines.filter(Boolean).forEach(function (words_) {
      who.append(part("small", "", words_));
    });
    made.append(part("span", "column-number", number), who);
    return made;
  }

  function called(row) {
    return row.n + ", " + words(row.v);
  }

  function taps(row, states, kind, act) {
    const made = part("div", "column-taps");
    states.forEach(function (one, turn) {
      const look = turn || !kind ? "btn-plain" : kind;
      made.append(
        press("btn " + look, say("do_" + one), called(row), function () {
          act({ kind: "mark", car: row.id, mark: one });
        })
      );
    });
    return made;
  }

  /* Everything that does not usually come next. */
  function others(row, stands, act) {
    const more = part("details", "column-more");
    const left = STATES.filter(function (one) {
      return one !== stands.s && column.NEXT[stands.s].indexOf(one) < 0;
    });
    const opens = part("summary", "btn-link-plain", say("other"));
    opens.append(part("span", "visually-hidden", ": " + called(row)));
    more.append(opens, taps(row, left, "", act));
    return more;
  }

  function back(row, label, item, act) {
    return press("btn-link-plain column-back", say("undo", { what: label }), called(row), function () {
      act({ kind: "undo", of: item.key });
    });
  }

  /* `act(parts)` writes an item down. */
  function car(row, standing, act) {
    const stands = standing.stands;
    const made = part("div", "column-car is-" + stands.s);
    const top = head(String(row.n), words(row.v), [row.l, words(row.r), [row.d, row.g].filter(Boolean).join(", ")]);
    const at = lastMoment(stands);
    const said = [say("is_" + stands.s), at ? hour(at) : "", standing.waits ? say("state_saved") : ""];
    if (row.f) {
      top.append(call(row));
    }
    made.append(top, state(FACES[stands.s], said.filter(Boolean).join(" · ")));
    made.append(taps(row, column.NEXT[stands.s], "btn-plain column-next", act));
    const rest = part("div", "column-rest");
    if (standing.last) {
      rest.append(back(row, say("is_" + stands.s), standing.last, act));
    }
    rest.append(others(row, stands, act));
    made.append(rest);
    return made;
  }

  /* Minutes between plan and fact; both by the server's calendar, so not of a mark that was not sent. */
  function delay(row, standing) {
    if (standing.waits || !row.z) {
      return "";
    }
    const minutes = Math.round((Date.parse(standing.stands.x) - Date.parse(row.z)) / 60000);
    if (!minutes) {
      return say("on_time");
    }
    return minutes > 0 ? say("late", { minutes: minutes }) : say("early", { minutes: -minutes });
  }

  function point(row, standing, act) {
    const made = part("div", "column-point");
    made.append(head(row.n, words(row.v), [row.w ? say("plan", { time: row.w }) : ""]));
    if (!standing.stands.x) {
      const pass = part("div", "column-taps");
      pass.append(
        press("btn btn-plain", say("passed"), called(row), function () {
          act({ kind: "point", point: row.id });
        })
      );
      made.append(pass);
      return made;
    }
    const passed = say("passed_at", { time: hour(standing.stands.x) });
    const said = [passed, delay(row, standing), standing.waits ? say("state_saved") : ""];
    made.append(state(["good", "good"], said.filter(Boolean).join(" · ")));
    if (standing.last) {
      made.append(back(row, passed, standing.last, act));
    }
    return made;
  }

  function whereItIs(item) {
    if (item.outcome === "refused") {
      return item.why;
    }
    if (item.state === "done") {
      return say("state_sent");
    }
    return say(item.state === "aside" ? "state_aside" : "state_saved");
  }

  function nameOf(row) {
    if (!row) {
      return say("unknown");
    }
    return row.t === "car" ? say("number", { number: row.n }) + ", " + words(row.v) : words(row.v);
  }

  /* A line of what this phone recorded; `row` is what it speaks of, if the list has it. */
  function line(item, row) {
    const made = part("li");
    const what = part("div", "what");
    const done = item.mark ? say("is_" + item.mark) : say("passed_at", { time: hour(item.at) });
    what.append(part("b", "", nameOf(row)));
    what.append(part("small", "", item.kind === "undo" ? say("took_back", { what: done }) : done));
    what.append(part("small", item.outcome === "refused" ? "warn" : "", whereItIs(item)));
    made.append(part("span", "door-hour", hour(item.at)), what);
    return made;
  }

  column.drawing = { car: car, line: line, point: point };
})();
