/* What this phone has recorded: a check-in is on the phone before anybody is told so; and who was recorded here before. */
"use strict";

(function () {
  const checkin = (self.checkin = self.checkin || {});
  const field = self.field;
  const SOON = 10000;
  const KNOWN = 2000;

  /* `way` of field/life.js, with `rows` of people.js. */
  function recordOf(way) {
    const here = new Map(); /* hash or code → when it was recorded here first and last */
    const names = new Map(); /* key → who the sealed part of a check-in says it was */

    function note(scan) {
      const id = scan.h || scan.code;
      if (id) {
        const earlier = here.get(id);
        here.set(id, { at: earlier ? earlier.at : scan.at, last: Date.parse(scan.at), scan: scan });
      }
    }

    async function restore() {
      const history = way.store ? await way.store.history(way.keys.link, KNOWN) : [];
      history.reverse().forEach(note);
    }

    /* Who was recorded: from the list, else what was sealed with the check-in. */
    async function personOf(scan) {
      const listed = scan.h && way.rows.person(scan.h);
      if (listed) {
        return listed;
      }
      if (!scan.sealed) {
        return names.get(scan.key) || null;
      }
      const shown = await way.keys.open(scan.sealed, scan.key).catch(function () {
        return null;
      });
      names.set(scan.key, shown);
      return shown;
    }

    /* An earlier one of the same person: {at} on this phone, or {listed} when the list said so already. */
    function before(scan, madeAt) {
      const earlier = here.get(scan.h || scan.code);
      if (earlier && earlier.at !== scan.at) {
        return { at: earlier.at };
      }
      const person = scan.h && way.rows.person(scan.h);
      return person && person.isIn ? { listed: madeAt } : null;
    }

    /* The same code again within seconds: the one that was recorded, else null. */
    function justNow(id) {
      const earlier = here.get(id);
      return earlier && Date.now() - earlier.last < SOON ? earlier.scan : null;
    }

    async function scanOf(code) {
      const h = await field.seal.hashOf(code);
      return way.rows.person(h) ? { kind: "scan", h: h } : { kind: "scan", code: code };
    }

    async function walkInOf(person) {
      const scan = way.fresh({ kind: "walk_in" });
      names.set(scan.key, person);
      scan.sealed = await way.keys.seal(person, scan.key);
      return scan;
    }

    return {
      before: before,
      forget: function () {
        here.clear();
        names.clear();
      },
      know: function (key, person) {
        names.set(key, person.name ? person : null);
      },
      justNow: justNow,
      note: note,
      personOf: personOf,
      restore: restore,
      scanOf: scanOf,
      walkInOf: walkInOf,
    };
  }

  checkin.recordOf = recordOf;
})();
