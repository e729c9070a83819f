/* The list of a link on this phone: fetched, kept sealed as it came, opened in memory, removed after its day. What its rows are
   is the page's: it takes them up and forgets them. */
"use strict";

(function () {
  const field = (self.field = self.field || {});

  /* `way`: {store or null, keys, address, language(), rows: {take(rows), forget()}}. */
  function listOf(way) {
    let record = { link: way.keys.link, device: field.seal.fresh(), seen: 0 };
    let count = 0;
    let isKept = false;

    /* A phone whose storage is full goes on with the list in memory, and says so. */
    async function keep() {
      isKept = Boolean(way.store) && (await way.store.keepLink(record).then(done, failed));
    }

    function done() {
      return true;
    }

    function failed() {
      return false;
    }

    /* The moment by the server's clock; a phone whose clock is put back does not live longer. */
    function now() {
      const ahead = record.list ? record.list.ahead : 0;
      record.seen = Math.max(record.seen || 0, Date.now() + ahead);
      return record.seen;
    }

    function isDead() {
      return Boolean(record.list) && now() >= Date.parse(record.list.dies_at);
    }

    async function unfold() {
      const rows = await way.keys.open(record.list.sealed, String(record.event.id));
      count = rows.length;
      way.rows.take(rows);
    }

    function empty() {
      count = 0;
      way.rows.forget();
    }

    /* From the phone's store; true when there is a list that lives. */
    async function restore() {
      const kept = way.store ? await way.store.link(way.keys.link) : null;
      if (kept) {
        record = kept;
      }
      if (!record.list || isDead()) {
        return false;
      }
      await unfold();
      return true;
    }

    async function fetch() {
      const answer = await field.line.list(way.address, way.language());
      if (answer.kind === "ok") {
        const body = answer.body;
        record.event = body.event;
        record.label = body.device;
        record.language = way.language();
        record.seen = 0;
        record.list = {
          sealed: field.seal.fromBase64(body.sealed),
          made_at: body.made_at,
          dies_at: body.dies_at,
          ahead: Date.parse(body.server_time) - Date.now(),
        };
        await unfold();
        await keep();
      }
      return answer;
    }

    async function die() {
      empty();
      delete record.list;
      if (way.store) {
        await way.store.forgetList(way.keys.link);
        await keep();
      }
    }

    return {
      restore: restore,
      fetch: fetch,
      isDead: isDead,
      die: die,
      empty: empty,
      keep: keep,
      device: function () {
        return record.device;
      },
      event: function () {
        return record.event;
      },
      label: function () {
        return record.label || "";
      },
      /* {made_at, ahead: of the server's clock before this phone's, count, isKept} of the list that is there, or null. */
      facts: function () {
        const list = record.list;
        return list ? { made_at: list.made_at, ahead: list.ahead, count: count, isKept: isKept } : null;
      },
    };
  }

  field.listOf = listOf;
})();
