/* The life of a field page, from opening the link to its end. A phone that may keep nothing (a private window) sends each at once.

   A page says `field.live(way)` once, after these scripts in this order: words, parts, seal, store, line, list, queue, phone,
   screen, life; before it the script of its purpose (field.purposes[path], the worker reads it too):

   purpose {path: of /field/<path>/<token>, salt: of the keys, database,
            isBare(item): whether it names nobody, so that another link may send it when this one is withdrawn,
            itemOf(keys, item): a promise of what the server is sent; at least {key, kind, at},
            answerOf(keys, result): a promise of what is kept of the server's answer; at least {key}}
   way     {purpose, rows: {take(rows), forget()} of the list, page}
   page    {assembled(): way.keys, way.store, way.list are there now,   restored(): a promise; the kept list was taken up,
            opened(): the page is about to be shown,   listed(): the list is another, or none,   noted(item): an item was written
            down here or in another tab,   bar(), draw(): promises; show it anew,   closed(left): the link is no more}

   The page then uses way.fresh(parts), way.keep(item), way.store (or null), way.keys, way.list, way.direct, way.isGone. */
"use strict";

(function () {
  const field = (self.field = self.field || {});
  const byId = field.parts.byId;
  const EVERY = 15 * 60 * 1000;
  const EACH = 700; /* and as much longer as the list is long: five thousand people are renewed once an hour */
  const LOOK = 20 * 1000;
  const PATIENCE = 3000; /* with the first list; a weak network brings it in one second */

  function live(way) {
    let fetched = 0;
    let order = 0;
    let bell;

    function ring(news) {
      if (bell) {
        bell.postMessage(news);
      }
    }

    /* ---------- one item ---------- */

    /* A new item: a key that nobody else has, and the moment. */
    function fresh(parts) {
      order = Math.max(order + 1, Date.now());
      const item = { key: field.seal.fresh(), link: way.keys.link, event: way.event(), order: order, state: "saved" };
      return Object.assign(item, { at: new Date().toISOString() }, parts);
    }

    /* Write it down; only when it is on the phone may it be said. Resolves to {kind}: "kept"; "sent" with the item as it was
       answered and its `result` (this phone keeps nothing); "lost" (neither kept nor sent); "gone" (the link is no more). */
    async function keep(item) {
      if (way.isGone) {
        return { kind: "gone" };
      }
      if (!way.store || !(await way.store.keep([item]).then(yes, no))) {
        return sentAtOnce(item);
      }
      way.page.noted(item);
      ring(item);
      way.queue.send();
      return { kind: "kept", item: item };
    }

    function yes() {
      return true;
    }

    function no() {
      return false;
    }

    async function sentAtOnce(item) {
      const told = await way.purpose.itemOf(way.keys, item);
      const answer = await field.line.post(way.address, way.language(), way.device, [told]);
      const result = answer.kind === "ok" && answer.body.results && answer.body.results[0];
      if (answer.kind === "gone") {
        await gone();
        return { kind: "gone" };
      }
      if (!result) {
        return { kind: "lost" };
      }
      const done = Object.assign({}, item, result, { state: "done", sealed: null });
      way.direct.push(done);
      way.page.noted(done);
      return { kind: "sent", item: done, result: result };
    }

    /* ---------- list and queue ---------- */

    function changed() {
      ring("changed");
      way.page.draw();
    }

    async function gone() {
      if (way.isGone) {
        return;
      }
      way.isGone = true;
      way.queue.stop();
      const left = way.store ? await way.store.forgetLink(way.keys.link) : { unsent: 0, lost: 0 };
      way.list.empty();
      way.direct.length = 0;
      way.page.closed(left);
      ring("gone");
    }

    async function fetchList() {
      if (way.isGone) {
        return;
      }
      byId("fetch").setAttribute("aria-busy", "true");
      const answer = await way.list.fetch().catch(function () {
        return { kind: "broken" };
      });
      byId("fetch").removeAttribute("aria-busy");
      if (answer.kind === "gone") {
        await lastTurn();
        return;
      }
      if (answer.kind === "ok") {
        fetched = Date.now();
        field.screen.notice("dead-words", "");
        await adopt();
      }
      const wrong = answer.kind === "broken" ? "list_broken" : "list_no_net";
      field.screen.notice("fetch-words", answer.kind === "ok" ? "" : wrong);
      way.page.listed();
      await way.page.draw();
    }

    /* No list any more; what was recorded may still be taken for a while. While it waits, it is tried again. */
    async function lastTurn() {
      await way.list.die();
      way.page.listed();
      await way.page.draw();
      if ((await way.queue.send()) === "empty") {
        await gone();
      }
    }

    async function adopt() {
      if (way.store && (await way.store.adopt(way.keys.link, way.event()))) {
        way.queue.send();
      }
    }

    async function die() {
      await way.list.die();
      field.screen.notice("dead-words", "list_died");
      way.page.listed();
      await way.page.draw();
    }

    /* Now and then: a list that is a day old goes; a living one is renewed while there is a net. */
    async function look() {
      if (way.isGone) {
        return;
      }
      if (way.list.isDead()) {
        await die();
        await fetchList();
      } else if (navigator.onLine && !document.hidden && isOld()) {
        await fetchList();
      }
    }

    function isOld() {
      const facts = way.list.facts();
      return Date.now() - fetched > (way.every || Math.max(EVERY, facts ? facts.count * EACH : 0));
    }

    /* ---------- the beginning ---------- */

    function speakOn() {
      document.querySelectorAll(".lang [lang]").forEach(function (link) {
        link.addEventListener("click", function (event) {
          event.preventDefault();
          field.words.speak(link.lang);
          way.page.listed();
          field.screen.speak();
          way.page.draw();
        });
      });
    }

    async function keepShell() {
      way.isReady = Boolean(way.store) && (await field.phone.keepShell(way.page.draw));
      await way.page.draw();
    }

    /* Other tabs with this link tell one another what they have written down. */
    function hangBell() {
      if (!self.BroadcastChannel) {
        return;
      }
      bell = new self.BroadcastChannel("field-" + way.keys.link);
      bell.onmessage = function (event) {
        if (event.data === "gone") {
          gone();
          return;
        }
        if (event.data.key) {
          way.page.noted(event.data);
        }
        way.page.draw();
      };
    }

    async function assemble() {
      way.keys = await field.seal.keysOf(way.address.split("/").pop(), way.purpose);
      way.store = await field.phone.store(way.purpose);
      way.holder = field.phone.holder();
      way.list = field.listOf(way);
      way.page.assembled();
      way.queue = field.queueOf(way, way.page.bar);
      await way.list.restore().catch(function () {});
      way.device = way.list.device();
      await way.page.restored();
      if (way.store) {
        await way.store.takeUp(way.keys.link).catch(function () {});
        await way.list.keep();
      }
    }

    /* The first time on this phone the plain page stays, whose forms work, until the list is here or does not come: no page
       that says for a moment that nothing can be done. Null where the list is here, or nothing plain is. */
    function firstList() {
      const hasPlain = byId("plain").children.length > 0;
      return hasPlain && !way.list.facts() && !way.list.isDead() ? fetchList() : null;
    }

    function patience() {
      return new Promise(function (done) {
        self.setTimeout(done, PATIENCE);
      });
    }

    async function begin() {
      field.phone.shade(byId("shade"));
      field.words.put();
      if (!self.crypto || !self.crypto.subtle) {
        byId("insecure-words").parentNode.hidden = false;
        return;
      }
      await assemble();
      hangBell();
      way.page.opened();
      byId("fetch").addEventListener("click", fetchList);
      speakOn();
      byId("private-words").parentNode.hidden = Boolean(way.store);
      const first = firstList();
      await Promise.race([first, patience()]);
      byId("plain").hidden = true;
      byId("app").hidden = false;
      byId("bar").hidden = false;
      await (way.list.isDead() ? die() : way.page.draw());
      keepShell().catch(function () {});
      way.queue.send();
      await (first || fetchList());
      self.setInterval(look, LOOK);
      self.addEventListener("online", look);
    }

    Object.assign(way, {
      address: self.location.pathname,
      changed: changed,
      direct: [],
      event: function () {
        return way.list.event() ? String(way.list.event().id) : "";
      },
      fetchList: fetchList,
      fresh: fresh,
      gone: gone,
      isGone: false,
      isReady: false,
      keep: keep,
      language: field.words.language,
      store: null,
    });
    begin().catch(function () {
      if (byId("app").hidden) {
        byId("broken-words").parentNode.hidden = false;
      }
    });
  }

  field.live = live;
})();
