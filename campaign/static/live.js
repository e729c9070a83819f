/* Beside htmx on pages that watch a task: whoever was signed out meanwhile is shown the door as a page, not inside this one.
   What `data-rests-while-open` stands on is not renewed while somebody has opened a part of it, to type there. */
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
