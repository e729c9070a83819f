/* When what waits is sent: at once, when the net comes back, and again and again with longer rests; never lost, never twice. */
"use strict";

(function () {
  const field = (self.field = self.field || {});
  const FIRST = 2000;
  const LONGEST = 60000;

  /* `way` as `field.line.sendAll` takes it, and `gone(why)`; `told()` is called when the state below has changed. */
  function queueOf(way, told) {
    const state = { net: navigator.onLine ? "online" : "offline", sending: false, next: 0 };
    let rest = FIRST;
    let timer = 0;
    let again = false;

    function later(wait) {
      self.clearTimeout(timer);
      const pause = wait || rest * (0.75 + Math.random() / 2);
      rest = Math.min(rest * 2, LONGEST);
      state.next = Date.now() + pause;
      timer = self.setTimeout(send, pause);
    }

    /* Asks the browser to send even if this page sleeps by then, where it can. */
    async function leaveWord() {
      const workers = navigator.serviceWorker;
      if (workers && workers.controller && self.SyncManager) {
        const registration = await workers.ready;
        await registration.sync.register("field-items").catch(function () {});
      }
    }

    /* Resolves to how it ended, as `field.line.sendAll` says it. */
    async function send() {
      if (state.sending) {
        again = true;
        return "busy";
      }
      self.clearTimeout(timer);
      state.sending = true;
      state.next = 0;
      again = false;
      told();
      const end = await field.line.sendAll(way).catch(function () {
        return { kind: "later", reached: false };
      });
      state.sending = false;
      after(end);
      told();
      return again ? send() : end.kind;
    }

    function after(end) {
      if (end.kind === "gone") {
        state.net = "online";
        again = false;
        way.gone(end.why);
      } else if (end.kind === "later") {
        state.net = end.reached ? "online" : "offline";
        again = false;
        leaveWord();
        later(end.wait);
      } else if (end.kind === "busy") {
        again = false;
        later(FIRST);
      } else {
        state.net = navigator.onLine ? "online" : "offline";
        rest = FIRST;
      }
    }

    self.addEventListener("online", function () {
      rest = FIRST;
      send();
    });
    self.addEventListener("offline", function () {
      state.net = "offline";
      told();
    });
    document.addEventListener("visibilitychange", function () {
      if (!document.hidden) {
        rest = FIRST;
        send();
      }
    });

    return {
      state: state,
      send: send,
      stop: function () {
        self.clearTimeout(timer);
      },
    };
  }

  field.queueOf = queueOf;
})();
