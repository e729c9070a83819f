/* What the page shows of a check-in: the big card of the last one, and the lines of this phone's own. Shape, word, colour. */
"use strict";

(function () {
  const checkin = (self.checkin = self.checkin || {});
  const field = self.field;
  const say = field.words.say;
  const drawing = field.parts.drawing;
  const hour = field.parts.hour;
  const part = field.parts.part;
  /* kind → [sign, word]; the sign is one of the page's sprite, the kind is the colour's name. */
  const FACES = {
    in: ["good", "card_in"],
    walk_in: ["good", "card_walk_in"],
    already: ["warn", "card_already"],
    unknown: ["calm", "card_unknown"],
    review: ["half", "card_review"],
    refused: ["bad", "card_refused"],
    lost: ["bad", "card_lost"],
    foreign: ["calm", "card_foreign"],
  };
  const SHADES = { good: "good", warn: "warn", bad: "bad", calm: "calm", half: "calm" };

  /* "Role, group, car 7" of somebody; what is not known is left out. */
  function about(person) {
    const role = typeof person.role === "string" ? person.role : field.words.pick(person.role);
    const car = person.car ? say("car", { car: person.car }) : "";
    return [role, person.group, car].filter(Boolean).join(" · ");
  }

  function kindOf(scan, person, before) {
    if (scan.outcome) {
      return scan.outcome === "in" && scan.kind === "walk_in" ? "walk_in" : scan.outcome;
    }
    if (scan.kind === "walk_in") {
      return "walk_in";
    }
    if (before) {
      return "already";
    }
    return person ? "in" : "unknown";
  }

  /* Where the first one was recorded: by the server's word, on this phone, or before the list was fetched. */
  function firstTime(scan, before) {
    if (scan.outcome === "already") {
      const place = scan.first_device ? "first_there" : "first_at";
      return scan.first_at ? say(place, { time: hour(scan.first_at), place: scan.first_device }) : "";
    }
    if (!before || scan.outcome) {
      return "";
    }
    return before.at ? say("first_here", { time: hour(before.at) }) : say("first_listed", { time: hour(before.listed) });
  }

  function whereItIs(scan) {
    if (scan.state === "done") {
      return say("state_sent");
    }
    return say(scan.state === "aside" ? "state_aside" : "state_saved");
  }

  /* {kind, name, facts, notes} of a check-in: `person` from the list or the server's answer, `before` an earlier one. */
  function factsOf(scan, person, before) {
    const kind = kindOf(scan, person, before);
    const notes = [firstTime(scan, before)];
    const isOpen = kind === "unknown" && scan.state === "saved";
    if (isOpen) {
      notes.push(say("unknown_note"));
    }
    if (scan.outcome === "review" || scan.outcome === "refused") {
      notes.push(scan.why);
    }
    if (!isOpen) {
      notes.push(whereItIs(scan));
    }
    return {
      kind: kind,
      name: person ? person.name : scan.code || "",
      facts: person ? about(person) : "",
      notes: notes.filter(Boolean),
    };
  }

  /* Fill the card. `shown`: {kind, name, facts, notes}. */
  function show(card, shown) {
    const face = FACES[shown.kind];
    const words = part("div", "door-words");
    words.append(part("p", "door-word", say(face[1])));
    if (shown.name) {
      words.append(part("p", "door-name", shown.name));
    }
    if (shown.facts) {
      words.append(part("p", "door-facts", shown.facts));
    }
    shown.notes.forEach(function (note) {
      words.append(part("p", "door-note", note));
    });
    card.textContent = "";
    card.className = "door-card " + SHADES[face[0]];
    card.append(drawing("m-" + face[0], "door-sign"), words);
  }

  /* One line of this phone's check-ins; `shown` as for the card. */
  function line(scan, shown) {
    const face = FACES[shown.kind];
    const row = part("li");
    const what = part("div", "what");
    const word = part("span", "door-state " + SHADES[face[0]]);
    word.append(drawing("m-" + face[0], "door-mark"), part("span", "", say(face[1])));
    what.append(part("b", "", shown.name || say("no_name")));
    if (shown.facts) {
      what.append(part("small", "", shown.facts));
    }
    what.append(word);
    what.append(part("small", "", shown.notes.join(" · ").replace(/\. · /g, ". ")));
    row.append(part("span", "door-hour", hour(scan.at)), what);
    return row;
  }

  checkin.card = { about: about, factsOf: factsOf, line: line, show: show };
})();
