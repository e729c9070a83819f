/* The way to the server, for the page and its service worker: fetching the list, sending what waits, and what an answer means. */
"use strict";

(function () {
  const field = (self.field = self.field || {});
  const BATCH = 50;
  const PATIENCE = 20000;
  const TURN = 30000;
  const GONE = ["withdrawn", "not_found"];

  /* {kind, …}: "ok" with `body`; "gone" (the link is no more); "bad" (it cannot be read there); "later" with `wait` ms or none. */
  async function ask(address, options) {
    const stop = new AbortController();
    const alarm = self.setTimeout(function () {
      stop.abort();
    }, PATIENCE);
    try {
      const given = { credentials: "omit", cache: "no-store", redirect: "error", signal: stop.signal };
      return await meaning(await self.fetch(address, Object.assign(given, options)));
    } catch (failed) {
      return { kind: "later", reached: false };
    } finally {
      self.clearTimeout(alarm);
    }
  }

  async function meaning(answer) {
    if (answer.ok) {
      return { kind: "ok", body: await answer.json() };
    }
    if (answer.status === 410 || answer.status === 404) {
      const why = (await answer.json()).error;
      return GONE.indexOf(why) >= 0 ? { kind: "gone", why: why } : { kind: "later", reached: false };
    }
    if (answer.status === 400 || answer.status === 413 || answer.status === 415 || answer.status === 422) {
      return { kind: "bad" };
    }
    const seconds = Number(answer.headers.get("Retry-After"));
    return { kind: "later", reached: true, wait: seconds > 0 ? seconds * 1000 : 0 };
  }

  function list(address, language) {
    return ask(address + "/list?lang=" + language, {});
  }

  function post(address, language, device, items) {
    return ask(address + "/batch?lang=" + language, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ device: device, sent_at: new Date().toISOString(), items: items }),
    });
  }

  /* Send all that waits, in batches, one sender at a time. `way`: {purpose, store, keys, address, device, holder,
     language(), changed(answers)}.
     Resolves to {kind}: "empty" (nothing waits any more), "busy" (another tab sends), or why it stopped: "later", "gone". */
  function sendAll(way) {
    const locks = navigator.locks;
    const act = sendTurns.bind(null, way);
    return locks ? locks.request(lifeOf(way.holder), { mode: "shared" }, act) : act();
  }

  /* The lock that a sender has while it sends; the browser takes it back when the sender dies. */
  function lifeOf(holder) {
    return "field-sender-" + holder;
  }

  /* Whether `way` may send now. The turn of a tab that was closed while it sent is over at once, where the browser can tell. */
  async function turn(way) {
    const link = way.keys.link;
    if (await way.store.lease(link, way.holder, TURN)) {
      return true;
    }
    const held = await way.store.leaseOf(link);
    if (held && !(await isDead(held.holder))) {
      return false;
    }
    if (held) {
      await way.store.release(link, held.holder, held.until);
    }
    return way.store.lease(link, way.holder, TURN);
  }

  async function isDead(holder) {
    const living = navigator.locks && (await navigator.locks.query());
    return Boolean(living) && !living.held.some(function (lock) {
      return lock.name === lifeOf(holder);
    });
  }

  async function sendTurns(way) {
    const link = way.keys.link;
    let size = BATCH;
    try {
      for (;;) {
        if (!(await turn(way).catch(anyway))) {
          return { kind: "busy" };
        }
        const waiting = await way.store.waiting(link, size);
        if (!waiting.length) {
          return { kind: "empty" };
        }
        const items = await Promise.all(
          waiting.map(function (item) {
            return way.purpose.itemOf(way.keys, item);
          })
        );
        const answer = await post(way.address, way.language(), way.device, items);
        if (answer.kind === "bad") {
          if (size === 1) {
            await way.store.setAside(waiting[0].key);
          }
          size = 1; /* one item spoils the others: find it, and let the others pass */
          continue;
        }
        const results = answer.kind === "ok" ? answersTo(waiting, answer.body.results) : [];
        if (!results.length) {
          return answer.kind === "ok" ? { kind: "later", reached: true } : answer;
        }
        await settled(way, results);
      }
    } finally {
      await way.store.release(link, way.holder).catch(anyway);
    }
  }

  /* On a phone whose storage is full nobody can take turns; the keys of the items keep them from counting twice. */
  function anyway() {
    return true;
  }

  function answersTo(waiting, results) {
    const keys = new Set(
      waiting.map(function (item) {
        return item.key;
      })
    );
    return Array.isArray(results)
      ? results.filter(function (result) {
          return keys.has(result.key);
        })
      : [];
  }

  async function settled(way, results) {
    const answers = await Promise.all(
      results.map(function (result) {
        return way.purpose.answerOf(way.keys, result);
      })
    );
    await way.store.settle(answers);
    way.changed(results);
  }

  field.line = { list: list, post: post, sendAll: sendAll };
})();
