/* The doors of a team in memory: what the list says of each, what was recorded on this phone since, and so how each stands. */
"use strict";

(function () {
  const walk = (self.walk = self.walk || {});
  const A_BIT = 2000;
  const SLOW = 60000; /* between this phone's moment of its own item and the one in the list, over a slow network */
  const OPEN = { soap: "unset", pieces: 0, sign: "unset", note: "" };

  /* `way`: {list} once it is there. */
  function doorsOf(way) {
    let doors = [];
    let floors = [];
    let byId = new Map();
    let mine = []; /* items of this phone, as they were made */
    const undone = new Set();

    function take(rows) {
      const facts = way.list.facts();
      const ahead = facts ? facts.ahead : 0;
      doors = rows.map(function (row) {
        const listed = { soap: row.s, pieces: row.n, sign: row.g, note: row.t, isMine: Boolean(row.m) };
        listed.at = row.a ? Date.parse(row.a) - ahead : 0;
        return { id: row.d, floor: row.f, label: row.l, room: row.r, unit: row.u, listed: listed };
      });
      byId = new Map();
      floors = [];
      doors.forEach(function (door) {
        byId.set(door.id, door);
        if (!floors.some((floor) => floor.id === door.floor)) {
          floors.push({ id: door.floor, label: door.label });
        }
      });
    }

    function note(item) {
      const place = mine.findIndex((other) => other.key === item.key);
      if (place >= 0) {
        mine[place] = item;
      } else {
        mine.push(item);
      }
      if (item.kind === "undo") {
        undone.add(item.of);
      }
    }

    /* Of this phone's items at a door those that may stand, the latest last. */
    function standing(id) {
      return mine.filter(function (item) {
        const isAway = item.outcome === "review" || item.outcome === "refused" || item.state === "aside";
        return item.kind === "door" && item.door === id && !isAway && !undone.has(item.key);
      });
    }

    /* What the list says, but for what this phone has taken back since. */
    function listedOf(door) {
      const back = mine.find(function (item) {
        const isSame = door.listed.isMine && Math.abs(Date.parse(item.at) - door.listed.at) < SLOW;
        return item.kind === "door" && item.door === door.id && undone.has(item.key) && isSame;
      });
      return back ? Object.assign({ at: 0 }, back.before || OPEN) : door.listed;
    }

    /* {soap, pieces, sign, note, stage: "left" | "again" | "done", key of this phone's item or ""}. */
    function stands(door) {
      const own = standing(door.id).pop();
      const listed = listedOf(door);
      const isOwn = own && (own.state === "saved" || Date.parse(own.at) > listed.at - (listed.isMine ? SLOW : A_BIT));
      const found = isOwn ? own : listed;
      const stage = found.soap === "unset" ? "left" : found.soap === "absent" ? "again" : "done";
      return {
        soap: found.soap,
        pieces: found.pieces,
        sign: found.sign,
        note: found.note || "",
        stage: stage,
        key: isOwn ? own.key : "",
      };
    }

    function inStage(stage) {
      return function (door) {
        return stands(door).stage === stage;
      };
    }

    /* The next door at which nobody was yet, in the order of the team; before this one only when none is left behind it. */
    function after(id) {
      const place = doors.findIndex((door) => door.id === id) + 1;
      return doors.slice(place).concat(doors.slice(0, place)).find(inStage("left")) || null;
    }

    return {
      take: take,
      forget: function () {
        doors = [];
        floors = [];
        byId = new Map();
        mine = [];
        undone.clear();
      },
      note: note,
      after: after,
      /* Whether what this phone said under this key lies with the coordinator. */
      isReviewed: function (key) {
        return mine.some((item) => item.key === key && item.outcome === "review");
      },
      /* Whether something lies with the coordinator that this phone recorded at the door. */
      waits: function (id) {
        return mine.some((item) => item.door === id && item.outcome === "review" && !undone.has(item.key));
      },
      again: function () {
        return doors.filter(inStage("again"));
      },
      byId: function (id) {
        return byId.get(id) || null;
      },
      count: function () {
        return doors.length;
      },
      floors: function () {
        return floors;
      },
      /* How many of this phone's items have this answer, or this state. */
      told: function (word) {
        return mine.filter((item) => item.outcome === word || item.state === word).length;
      },
      on: function (floor) {
        return doors.filter((door) => door.floor === floor);
      },
      stands: stands,
    };
  }

  walk.doorsOf = doorsOf;
})();
