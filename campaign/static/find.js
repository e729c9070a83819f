/* The search from the keyboard. On any work page / or Ctrl+K (Cmd+K) opens it; on its own page the arrows walk through what was
   found and Esc goes back. Keys are known by their place, too: on a Cyrillic keyboard they write other letters. Without this
   file the link in the bar and the form do the same. */
"use strict";

(function () {
  const link = document.querySelector("a[data-find]");
  const field = document.getElementById("find-words");
  const WITHOUT_SLASH = "campaign-find-without-slash";

  function isTyped(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  function slashOpens() {
    try {
      return window.localStorage.getItem(WITHOUT_SLASH) !== "yes";
    } catch (refused) {
      return true;
    }
  }

  function isShortcut(event) {
    if (event.altKey || event.isComposing || event.repeat) {
      return false;
    }
    if (event.ctrlKey || event.metaKey) {
      return !event.shiftKey && (event.code === "KeyK" || event.key.toLowerCase() === "k");
    }
    const slash = event.key === "/" || (event.code === "Slash" && !event.shiftKey);
    return slash && !isTyped(event.target) && slashOpens();
  }

  /* What stands typed in a form of the page must not be lost: then the search opens beside it. */
  function somethingIsTyped() {
    return Array.from(document.querySelectorAll("form[method=post] :is(input:not([type=hidden]), textarea)")).some(function (one) {
      return /^(checkbox|radio)$/.test(one.type) ? one.checked !== one.defaultChecked : one.value !== one.defaultValue;
    });
  }

  function open() {
    if (field) {
      field.focus();
      field.select();
    } else if (link && somethingIsTyped()) {
      window.open(link.href, "_blank", "noopener");
    } else if (link) {
      window.location.assign(link.href);
    }
  }

  document.addEventListener("keydown", function (event) {
    if ((field || link) && isShortcut(event)) {
      event.preventDefault();
      open();
    }
  });

  if (!field) {
    return;
  }

  function walk(step) {
    const stops = [field, ...document.querySelectorAll("#found a.go")];
    const here = stops.indexOf(document.activeElement);
    const next = stops[Math.min(Math.max(here + step, 0), stops.length - 1)];
    if (here >= 0 && next) {
      next.focus();
    }
    return here >= 0;
  }

  document.addEventListener("keydown", function (event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !event.altKey && !event.ctrlKey && !event.metaKey && walk(step)) {
      event.preventDefault();
    } else if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("details.menu[open]")) {
      if (document.activeElement !== field) {
        field.focus();
      } else if (!field.value && document.referrer && window.history.length > 1) {
        window.history.back();
      }
    }
  });

  /* Whoever was quicker than the files of the page is answered, too. */
  window.addEventListener("load", function () {
    if (field.value !== field.defaultValue) {
      field.dispatchEvent(new Event("typedearly"));
    }
  });

  /* The address keeps the words, so that the way back from a page that was opened leads to what was found. */
  document.addEventListener("htmx:afterSwap", function () {
    const address = new URL(window.location.href);
    address.searchParams.set("q", field.value);
    window.history.replaceState(null, "", address);
  });

  const off = document.getElementById("slash-off");
  try {
    off.checked = !slashOpens();
    document.getElementById("slash-line").hidden = false;
    off.addEventListener("change", function () {
      window.localStorage.setItem(WITHOUT_SLASH, off.checked ? "yes" : "no");
    });
  } catch (refused) {
    /* A browser that keeps nothing keeps the key on. */
  }
})();
