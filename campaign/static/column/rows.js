/* How it stands with cars and points: the list as it came, what the server has answered since, and what this phone has marked and
   not sent yet. A row of the list is {t: "car" or "point", id, n, v, l, r, d, f, g, w, z} with a standing: s, p, e and a of a car
   (its state, and when it came, set off, arrived), x of a point (when it was passed). */
"use strict";

(function () {
  const column = (self.column = self.column || {});
  const NEXT = {
    expected: ["present", "absent"],
    present: ["departed", "absent"],
    absent: ["present"],
    departed: ["arrived"],
    arrived: [],
  };

  /* The twin of `road.schemas.folded`: what a mark makes of a standing. */
  function marked(before, state, at) {
    if (state === "present") {
      return { s: state, p: at, e: null, a: null };
    }
    if (state === "absent") {
      return { s: state, p: null, e: null, a: null };
    }
    if (state === "departed") {
      return { s: state, p: before.p, e: at, a: null };
    }
    return { s: state, p: before.p, e: before.e, a: at };
  }

  function isAbout(row, item) {
    return row.t === "car" ? item.car === row.id : item.point === row.id;
  }

  function isSent(item) {
    return item.state === "done";
  }

  function byMoment(one, other) {
    return one.at < other.at ? -1 : one.at > other.at ? 1 : one.order - other.order;
  }

  /* What this phone marked of a row and did not take back, oldest first; and whether it takes back what the server counts still. */
  function ownOf(row, items) {
    const back = new Map();
    items.forEach(function (item) {
      if (item.kind === "undo") {
        back.set(item.of, item);
      }
    });
    const all = items.filter(function (item) {
      return item.kind !== "undo" && isAbout(row, item) && item.outcome !== "refused";
    });
    const standing = all.filter(function (item) {
      return !back.has(item.key);
    });
    const isUndoing = all.some(function (item) {
      return isSent(item) && back.has(item.key) && !isSent(back.get(item.key));
    });
    return { standing: standing.sort(byMoment), isUndoing: isUndoing };
  }

  /* The newest word of the server: the list's own, or an answer that came after it. */
  function told(row, made, items) {
    let newest = { at: made, stands: row.stands };
    items.forEach(function (item) {
      if (item.told && item.told > newest.at && isAbout(row, item)) {
        newest = { at: item.told, stands: item.stands };
      }
    });
    return newest.stands;
  }

  /* {stands, last: this phone's own mark that says it (to be taken back), waits: whether any of it was not sent}. */
  function standingOf(row, made, items) {
    const own = ownOf(row, items);
    const nothing = row.t === "car" ? { s: "expected", p: null, e: null, a: null } : { x: null };
    function put(before, item) {
      return row.t === "car" ? marked(before, item.mark, item.at) : { x: item.at };
    }
    const unsent = own.standing.filter(function (item) {
      return !isSent(item);
    });
    const base = own.isUndoing ? own.standing.filter(isSent).reduce(put, nothing) : told(row, made, items);
    const stands = unsent.reduce(put, base);
    const last = own.standing[own.standing.length - 1] || null;
    const isLast = last && (row.t === "car" ? stands.s === last.mark : Boolean(stands.x));
    return { stands: stands, last: isLast ? last : null, waits: own.isUndoing || unsent.length > 0 };
  }

  /* An undo names no car: put beside it what its mark named, so that its answer finds its row. */
  function withTargets(items) {
    const byKey = new Map(
      items.map(function (item) {
        return [item.key, item];
      })
    );
    return items.map(function (item) {
      const of = item.kind === "undo" && byKey.get(item.of);
      return of ? Object.assign({}, item, { car: of.car, point: of.point, mark: of.mark }) : item;
    });
  }

  /* The rows of the list in memory. */
  function rowsOf() {
    let rows = [];

    return {
      take: function (listed) {
        rows = listed.map(function (row) {
          const stands = row.t === "car" ? { s: row.s, p: row.p, e: row.e, a: row.a } : { x: row.x };
          return Object.assign({}, row, { stands: stands });
        });
      },
      forget: function () {
        rows = [];
      },
      of: function (kind) {
        return rows.filter(function (row) {
          return row.t === kind;
        });
      },
      about: function (item) {
        return rows.find(function (row) {
          return isAbout(row, item);
        });
      },
    };
  }

  column.rowsOf = rowsOf;
  column.standingOf = standingOf;
  column.withTargets = withTargets;
  column.NEXT = NEXT;
})();
