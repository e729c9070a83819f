/* What the page shows, drawn anew from what is on the phone: the bar that counts, the card, the lines of this phone, the list's facts. */
"use strict";

(function () {
  const checkin = (self.checkin = self.checkin || {});
  const say = checkin.words.say;
  const SHOWN = 20;
  const ALL = 2000;

  function byId(id) {
    return document.getElementById(id);
  }

  const notices = new Map(); /* id → [key, values] of the messages that stand now, to say them in another language */

  /* A message of its own place; no key takes it away. */
  function notice(id, key, values) {
    notices.set(id, [key, values]);
    byId(id).textContent = key ? say(key, values) : "";
    byId(id).parentNode.hidden = !key;
  }

  /* One drawing at a time; whoever asks meanwhile gets one that begins afterwards, so that nothing older is shown last. */
  function inTurn(act) {
    let running = Promise.resolve();
    let waiting = null;
    return function () {
      if (!waiting) {
        waiting = running.then(function () {
          waiting = null;
          running = act().catch(function () {});
          return running;
        });
      }
      return waiting;
    };
  }

  /* `way` has store, keys, list, record, queue; `direct` is what was sent by a phone that keeps nothing; `last` is on the card. */
  function screenOf(way) {
    let counted = { saved: 0, sent: 0 };
    let isLong = false;

    function netWords() {
      if (way.queue.state.sending) {
        return say("net_sending");
      }
      if (way.queue.state.net === "offline") {
        return say("net_none");
      }
      if (counted.saved > counted.sent) {
        return say("net_waiting");
      }
      return say(counted.saved + way.direct.length ? "net_done" : "net_ready");
    }

    async function bar() {
      const direct = way.direct.length;
      counted = way.store ? await way.store.counts(way.keys.link) : { saved: 0, sent: 0 };
      const shown = { saved: counted.saved, sent: counted.sent + direct };
      checkin.card.sayInto(byId("bar-count"), way.store ? "bar_count" : "bar_direct", shown);
      const isDone = counted.saved === counted.sent && way.queue.state.net !== "offline";
      byId("bar").classList.toggle("done", isDone);
      byId("bar-sign").setAttribute("href", isDone ? "#i-check" : "#i-wait");
      byId("bar-net").textContent = netWords();
    }

    function madeAt() {
      const facts = way.list.facts();
      return facts ? facts.made_at : "";
    }

    async function factsOf(scan) {
      return checkin.card.factsOf(scan, await way.record.personOf(scan), way.record.before(scan, madeAt()));
    }

    async function card() {
      const place = byId("card");
      if (!way.last) {
        place.className = "door-card first";
        place.textContent = say("card_first");
        return;
      }
      if (way.last.shown) {
        checkin.card.show(place, way.last.shown());
        return;
      }
      const kept = way.store ? await way.store.scan(way.last.scan.key) : null;
      checkin.card.show(place, await factsOf(kept || way.last.scan));
    }

    async function past() {
      const most = isLong ? ALL : SHOWN;
      const kept = way.store ? await way.store.history(way.keys.link, most) : [];
      const scans = way.direct.slice().reverse().concat(kept).slice(0, most);
      const rows = await Promise.all(
        scans.map(async function (scan) {
          return checkin.card.line(scan, await factsOf(scan));
        })
      );
      const place = byId("history");
      place.textContent = "";
      rows.forEach(function (row) {
        place.append(row);
      });
      byId("history-none").hidden = rows.length > 0;
      byId("history-all").hidden = isLong || counted.saved + way.direct.length <= SHOWN;
    }

    function list() {
      const event = way.list.event();
      const facts = way.list.facts();
      byId("event-title").textContent = event ? checkin.words.pick(event.title) : say("title");
      if (event) {
        byId("event-place").textContent = [way.list.label(), event.place].filter(Boolean).join(" · ");
      }
      const key = facts ? (facts.isKept ? "list_kept" : "list_open") : way.isGone ? "list_gone" : "list_missing";
      const values = facts ? { count: facts.count, time: checkin.card.hour(facts.made_at) } : {};
      byId("list-facts").textContent = say(key, values);
      byId("fetch").hidden = Boolean(way.isGone);
      byId("ready-words").hidden = !(way.isReady && facts && facts.isKept);
    }

    /* The same in the language that was chosen just now. */
    function speak() {
      notices.forEach(function (said, id) {
        notice(id, said[0], said[1]);
      });
      return draw();
    }

    const draw = inTurn(async function () {
      list();
      await bar();
      await card();
      await past();
    });

    /* The link is no more: nothing of it stays to be seen. */
    function close(left) {
      ["doors-in", "past", "card", "bar"].forEach(function (id) {
        byId(id).hidden = true;
      });
      byId("history").textContent = byId("card").textContent = byId("names").textContent = "";
      notice("gone-words", "gone");
      notice("unsent-words", left.scans ? "gone_unsent" : "", left);
      list();
    }

    return {
      bar: inTurn(bar),
      card: inTurn(card),
      close: close,
      draw: draw,
      lengthen: function () {
        isLong = true;
      },
      notice: notice,
      speak: speak,
    };
  }

  checkin.screenOf = screenOf;
})();
