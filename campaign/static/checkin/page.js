/* Check-in on a phone: what is done with a code, a name or a new person; the rest of the page's life is field/life.js. */
"use strict";

(function () {
  const checkin = self.checkin;
  const field = self.field;
  const byId = field.parts.byId;
  const say = field.words.say;
  const rules = JSON.parse(byId("field-rules").textContent);
  const judge = checkin.codes.judgeWith(rules.code);
  const AGAIN = 3000;
  const read = { words: "", at: 0 };
  let screen, eyes, showNames;

  const way = {
    purpose: field.purposes.checkin,
    rows: checkin.peopleOf(checkin.names.folder(rules.fold)),
    last: null,
    page: {
      assembled: function () {
        way.record = checkin.recordOf(way);
        screen = checkin.screenOf(way);
      },
      restored: function () {
        return way.record.restore();
      },
      opened: openDoors,
      listed: function () {
        showNames();
      },
      noted: function (scan) {
        way.record.note(scan);
      },
      bar: function () {
        return screen.bar();
      },
      draw: function () {
        return screen.draw();
      },
      closed: function (left) {
        eyes.stop();
        way.record.forget();
        way.last = null;
        screen.close(left);
      },
    },
  };

  /* A card about something that was not written down. */
  function tell(kind, note) {
    way.last = {
      shown: function () {
        return { kind: kind, name: "", facts: "", notes: [say(note)] };
      },
    };
    field.phone.buzz(false);
    return screen.card();
  }

  /* Write it down; only when it is on the phone, or with the server, is it said. */
  async function keep(scan) {
    const isFirst = !way.record.before(scan, "");
    const end = await way.keep(scan);
    if (end.kind === "lost") {
      await tell("lost", way.store ? "lost_full" : "lost_net");
    } else if (end.kind !== "gone") {
      if (end.result) {
        way.record.know(scan.key, end.result);
      }
      way.last = { scan: end.item };
      field.phone.buzz(end.result ? end.result.outcome === "in" : isFirst);
      await screen.draw();
      byId("card").scrollIntoView({ block: "nearest" });
    }
  }

  /* The same one again within seconds is shown again and not written down again. */
  async function take(parts) {
    const again = way.record.justNow(parts.h || parts.code);
    if (again) {
      way.last = { scan: again };
      await screen.card();
    } else {
      await keep(way.fresh(parts));
    }
  }

  async function takeCode(code) {
    await take(await way.record.scanOf(code));
  }

  /* The camera sees the same badge many times a second. */
  function seen(words) {
    const isSame = words === read.words && Date.now() - read.at < AGAIN;
    read.words = words;
    read.at = Date.now();
    if (isSame) {
      return;
    }
    const found = judge(words.length <= 20 ? words : "");
    if (found.wrong) {
      tell("foreign", "foreign_note");
    } else {
      takeCode(found.code);
    }
  }

  function openDoors() {
    eyes = checkin.ways.seen(seen);
    checkin.ways.panels(function (name) {
      if (name !== "camera") {
        eyes.stop();
      }
    })("camera");
    checkin.ways.typed(judge, takeCode);
    showNames = checkin.ways.named(
      way.rows,
      function (person) {
        return person.isIn || Boolean(way.record.before({ h: person.h }, ""));
      },
      function (person) {
        take({ kind: "scan", h: person.h });
      }
    );
    checkin.ways.walkIn(async function (person) {
      await keep(await way.record.walkInOf(person));
    });
    byId("history-all").addEventListener("click", function () {
      screen.lengthen();
      screen.draw();
    });
  }

  field.live(way);
})();
