/* Beside htmx on pages that watch a task: whoever was signed out meanwhile is shown the door as a page, not inside this one.
   What `data-rests-while-open` stands on is not renewed while somebody has opened a part of it, to type there.
   Whoever stands in a renewed part with the keyboard stands on the same link or button afterwards. */
"use strict";

document.addEventListener("htmx:beforeSwap", function (event) {
  const answer = event.detail.xhr;
  const asked = new URL(event.detail.pathInfo.finalRequestPath, window.location.href);
  if (answer.responseURL && new URL(answer.responseURL).pathname !== asked.pathname) {
    event.detail.shouldSwap = false;
    window.location.reload();
  }
});

document.addEventListener("htmx:beforeRequest", function (event) {
  const part = event.detail.elt;
  if (part.hasAttribute("data-rests-while-open") && part.querySelector("details[open]")) {
    event.preventDefault();
  }
});

(function () {
  const STOPS = "a[href], button, summary, input:not([type=hidden]), select, textarea";
  let left = null;

  function named(stop) {
    const form = stop.closest("form");
    return [stop.localName, stop.getAttribute("href"), stop.name, form && form.getAttribute("action"), stop.textContent.trim()].join("|");
  }

  function stopsOf(part) {
    return part ? Array.from(part.querySelectorAll(STOPS)) : [];
  }

  document.addEventListener("htmx:beforeSwap", function (event) {
    const part = event.detail.target;
    const here = document.activeElement;
    left = null;
    if (part !== here && part.contains(here) && event.detail.shouldSwap) {
      const all = stopsOf(part);
      left = { renews: part.getAttribute("hx-get"), at: all.indexOf(here), name: named(here) };
    }
  });

  document.addEventListener("htmx:afterSwap", function () {
    if (!left) {
      return;
    }
    const all = stopsOf(document.querySelector('[hx-get="' + CSS.escape(left.renews) + '"]'));
    const same = all.filter(function (stop) {
      return named(stop) === left.name;
    });
    const next = same[0] || all[Math.min(left.at, all.length - 1)];
    left = null;
    if (next) {
      next.focus({ preventScroll: true });
    }
  });
})();
