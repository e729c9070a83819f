/* Typing a page by keyboard alone: Enter sends a line and the field is free at once; what comes back is the page as it stands now.
   Lines are sent one after another, each under a key of its own, so that one that is sent again counts once. Without a network
   they wait in this tab, also over a reload. Without this script the same form sends a line and shows the page anew. */
"use strict";

(function () {
  const form = document.getElementById("page-form");
  const part = document.getElementById("typed");
  const said = document.getElementById("typed-said");
  const waits = document.getElementById("typed-waits");
  const field = form.elements.namedItem("line");
  const token = form.elements.namedItem("csrf_token").value;
  const AGAIN = 3000;
  const PLACE = "typing:" + form.action;
  const queue = kept();
  let isSending = false;
  let afterwards = null;
  let isLeaving = false;

  function kept() {
    try {
      return JSON.parse(self.sessionStorage.getItem(PLACE) || "[]");
    } catch (error) {
      return [];
    }
  }

  /* A private window may keep nothing: then the lines wait in the page alone. */
  function keep() {
    try {
      self.sessionStorage.setItem(PLACE, JSON.stringify(queue));
    } catch (error) {
      return;
    }
  }

  function newKey() {
    return Array.from(crypto.getRandomValues(new Uint8Array(11)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function tell(isAway) {
    waits.hidden = !isAway;
    waits.textContent = isAway ? waits.dataset.waits.replace("{n}", String(queue.length)) : "";
  }

  /* The page as it stands now; what the last line was read as is said aloud. */
  function show(html) {
    part.innerHTML = html;
    const wrong = part.querySelector("[data-wrong]");
    const last = wrong || part.querySelector(".typed-echo > li:first-child > div");
    said.textContent = last ? last.textContent.replace(/\s+/g, " ").trim() : "";
    const row = part.querySelector(".typed-echo > li:first-child b");
    const printed = row && part.querySelector('[data-row="' + row.textContent + '"]');
    if (printed) {
      printed.classList.add("typed-now");
    }
  }

  /* Gives whether the line has arrived. Signed out, or the page is typed no more: the page is shown anew and tries once again. */
  async function sent(one) {
    const body = new URLSearchParams({ csrf_token: token, operation_key: one.key, line: one.line });
    const answer = await fetch(one.url, { method: "POST", body, headers: { "X-Typing": "1" } });
    if (answer.status >= 500) {
      throw new TypeError(String(answer.status));
    }
    if (answer.redirected || (!answer.ok && answer.status !== 422)) {
      if (!one.isAgain) {
        one.isAgain = true;
        keep();
        isLeaving = true;
        window.location.reload();
        return false;
      }
      field.value = field.value || one.line;
      return true;
    }
    show(await answer.text());
    const line = part.querySelector("[data-line]");
    if (line && !field.value) {
      field.value = line.dataset.line;
    }
    return true;
  }

  async function send() {
    if (isSending) {
      return;
    }
    isSending = true;
    while (queue.length) {
      try {
        if (!(await sent(queue[0]))) {
          return;
        }
        queue.shift();
        keep();
        tell(false);
      } catch (error) {
        tell(true);
        await new Promise((resolve) => window.setTimeout(resolve, AGAIN));
      }
    }
    isSending = false;
    if (afterwards) {
      const act = afterwards;
      afterwards = null;
      act.form.requestSubmit(act.button);
    }
  }

  function put(one) {
    queue.push(Object.assign({ key: newKey(), line: "" }, one));
    keep();
    send();
  }

  form.addEventListener("submit", function (event) {
    if (event.submitter && event.submitter.name) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const line = field.value.trim();
    field.value = "";
    field.focus();
    if (line) {
      put({ url: form.action, line });
    }
  });

  field.addEventListener("keydown", function (event) {
    if (event.key === "ArrowUp" && !field.value && !queue.length) {
      event.preventDefault();
      put({ url: part.dataset.back, isBack: true });
    }
  });

  /* The page is ended, or its text corrected, as soon as every line has arrived. */
  document.addEventListener("submit", function (event) {
    if (queue.length && event.target !== form) {
      event.preventDefault();
      event.stopPropagation();
      afterwards = { form: event.target, button: event.submitter };
    }
  }, true);

  window.addEventListener("beforeunload", function (event) {
    if (queue.length && !isLeaving) {
      event.preventDefault();
    }
  });
  field.focus();
  send();
})();
