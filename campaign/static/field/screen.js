/* What every field page shows (`_layouts/field.html`): the bar that counts, messages that stay, the facts of the list. */
"use strict";

(function () {
  const field = (self.field = self.field || {});
  const byId = field.parts.byId;
  const say = field.words.say;
  const notices = new Map(); /* id → [key, values] of the messages that stand now, to say them in another language */

  /* A message of its own place; no key takes it away. */
  function notice(id, key, values) {
    notices.set(id, [key, values]);
    byId(id).textContent = key ? say(key, values) : "";
    byId(id).parentNode.hidden = !key;
  }

  /* The same in the language that was chosen just now. */
  function speak() {
    notices.forEach(function (said, id) {
      notice(id, said[0], said[1]);
    });
  }

  /* `way` has store, keys, list, queue; `direct` is what was sent by a phone that keeps nothing. */
  function screenOf(way) {
    let counted = { saved: 0, sent: 0 };

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
      field.parts.sayInto(byId("bar-count"), way.store ? "bar_count" : "bar_direct", shown);
      const isDone = counted.saved === counted.sent && way.queue.state.net !== "offline";
      byId("bar").classList.toggle("done", isDone);
      byId("bar-sign").setAttribute("href", isDone ? "#i-check" : "#i-wait");
      byId("bar-net").textContent = netWords();
    }

    /* Whose phone at which event, and what is known of the list. */
    function list() {
      const event = way.list.event();
      const facts = way.list.facts();
      byId("event-title").textContent = event ? field.words.pick(event.title) : say("title");
      if (event) {
        byId("event-place").textContent = [way.list.label(), event.place].filter(Boolean).join(" · ");
      }
      const key = facts ? (facts.isKept ? "list_kept" : "list_open") : way.isGone ? "list_gone" : "list_missing";
      const values = facts ? { count: facts.count, time: field.parts.hour(facts.made_at) } : {};
      byId("list-facts").textContent = say(key, values);
      byId("fetch").hidden = Boolean(way.isGone);
      byId("ready-words").hidden = !(way.isReady && facts && facts.isKept);
    }

    /* The link is no more: `left` is {unsent, lost} of what had not been sent. The page's own parts are the page's to hide. */
    function close(left) {
      byId("bar").hidden = true;
      notice("gone-words", "gone");
      notice("unsent-words", left.unsent ? "gone_unsent" : "", left);
      list();
    }

    return {
      bar: bar,
      close: close,
      /* {saved, sent} as the bar said it last. */
      counted: function () {
        return counted;
      },
      list: list,
    };
  }

  field.screen = { notice: notice, of: screenOf, speak: speak };
})();
