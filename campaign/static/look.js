/* Small helps for every page; nothing here is needed for a page to work.
   Busy buttons: the pressed button turns its ring, says what it makes (data-busy) and cannot be pressed twice. */
"use strict";

(function () {
  const PAGE = 8000; /* Milliseconds after which a page that is still here was left by a download. */
  const FILES = 600000; /* Files go slowly through a weak network: until then nothing is sent twice. */

  function busy(button) {
    button.setAttribute("aria-busy", "true");
    if (button.dataset.busy) {
      button.dataset.calm = button.textContent;
      button.textContent = button.dataset.busy;
    }
  }

  function calm(button) {
    button.removeAttribute("aria-busy");
    if (button.dataset.calm) {
      button.textContent = button.dataset.calm;
    }
  }

  document.addEventListener("submit", function (event) {
    const form = event.target;
    const button = event.submitter;
    if (event.defaultPrevented || (button && button.formTarget === "_blank") || form.target === "_blank") {
      return;
    }
    if (form.dataset.sent === "yes") {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    if (form.method === "post" && form.hasAttribute("action")) {
      keep(form);
    }
    if (button && button.classList.contains("btn")) {
      busy(button);
    }
    /* A download leaves the page where it is: after a while the button is free again. */
    window.setTimeout(
      function () {
        delete form.dataset.sent;
        if (button) {
          calm(button);
        }
      },
      form.enctype === "multipart/form-data" ? FILES : PAGE
    );
  });

  /* What a browser says of an empty field that is needed, it says in the language of the page, too. */
  document.addEventListener(
    "invalid",
    function (event) {
      if (event.target.validity.valueMissing) {
        event.target.setCustomValidity(document.body.dataset.needed);
      }
    },
    true
  );
  document.addEventListener("input", function (event) {
    if (event.target.setCustomValidity) {
      event.target.setCustomValidity("");
    }
  });
  /* Before each judgement all is forgotten: another of two choices was taken, or a script has filled the field in. */
  document.addEventListener(
    "click",
    function (event) {
      const button = event.target.closest("button, input[type=submit]");
      Array.from(button && button.form ? button.form.elements : []).forEach(function (field) {
        field.setCustomValidity("");
      });
    },
    true
  );

  /* A field for a file says in the language of the page what is chosen: the browser speaks its own. */
  document.querySelectorAll("input[type=file][data-choose]").forEach(function (input) {
    const box = document.createElement("span");
    const shown = document.createElement("span");
    const button = document.createElement("span");
    const name = document.createElement("span");
    box.className = "file-box";
    shown.className = "file-shown";
    shown.setAttribute("aria-hidden", "true");
    button.className = "btn btn-plain btn-sm";
    button.textContent = input.dataset.choose;
    name.className = "file-name";
    shown.append(button, name);
    input.before(box);
    box.append(input, shown);
    function say() {
      const files = Array.from(input.files);
      name.textContent =
        files.length > 1 ? input.dataset.many.replace("{count}", files.length) : files.length ? files[0].name : input.dataset.none;
      name.classList.toggle("soft", !files.length);
    }
    input.addEventListener("change", function () {
      window.setTimeout(say, 0); /* After whatever else takes the files. */
    });
    window.addEventListener("pageshow", say);
    say();
  });

  /* Where an act was: the page that comes back begins at its top, where it says what was done, and the next Tab goes on here. */
  const PLACE = "look-acted";

  /* The forms of one kind: those of the rows of a list differ by a number. */
  function kind(form) {
    return form.getAttribute("action").replace(/\d+/g, "0");
  }

  function acts(like) {
    return Array.from(document.querySelectorAll("main form[method=post][action]")).filter(function (form) {
      return kind(form) === like && !form.closest(".flash");
    });
  }

  function keep(form) {
    try {
      const place = { path: window.location.pathname, kind: kind(form), at: acts(kind(form)).indexOf(form) };
      window.sessionStorage.setItem(PLACE, JSON.stringify(place));
    } catch (refused) {
      /* A browser that keeps nothing begins each page at its top. */
    }
  }

  function kept() {
    try {
      const place = JSON.parse(window.sessionStorage.getItem(PLACE));
      window.sessionStorage.removeItem(PLACE);
      return place;
    } catch (refused) {
      return null;
    }
  }

  function land(part, options) {
    if (part) {
      part.tabIndex = -1;
      part.classList.add("landed");
      part.focus(options);
    }
  }

  /* At the same act, or, where its row has gone to another place of the list, at the row that stands there now. Where nothing is said
     on top, the page stays at that row. */
  function goOn(place) {
    const all = acts(place.kind);
    const form = all[Math.min(place.at, all.length - 1)];
    if (window.location.hash && !(form && part() && part().contains(form))) {
      return;
    }
    const isSaid = Boolean(document.querySelector("main .flashes, main .flash.good"));
    land(form && (form.closest("li, tr, .panel") || form), { preventScroll: isSaid });
  }

  /* The part of the page that its address names. */
  function part() {
    return document.getElementById(window.location.hash.slice(1));
  }

  /* A page that opens at one of its parts says there what was done, not above the edge of the window. */
  function sayThere() {
    const said = document.querySelector("main .flashes");
    if (said && part() && part().matches("main section, main div")) {
      part().before(said);
      part().style.scrollMarginTop = said.offsetHeight + "px";
    }
  }

  /* Where the address names a part, the browser goes there first, and takes the focus away for it. */
  function settled(then) {
    if (!window.location.hash) {
      then();
      return;
    }
    window.addEventListener("load", function () {
      window.requestAnimationFrame(function () {
        window.requestAnimationFrame(then);
      });
    });
  }

  function isRefused() {
    const way = performance.getEntriesByType("navigation")[0];
    return Boolean(way && way.responseStatus >= 400);
  }

  function release() {
    document.querySelectorAll("form[data-sent]").forEach(function (form) {
      delete form.dataset.sent;
    });
    document.querySelectorAll("[aria-busy=true]").forEach(calm);
  }

  /* Back from the next page: the browser may show this one as it was left. */
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) {
      release();
    }
  });

  /* Menus close with Escape, with a press elsewhere and when the keyboard goes on; what opened under its button stays open for it. */
  function close(except) {
    document.querySelectorAll("details.menu[open], details.confirm[open]").forEach(function (menu) {
      if (!menu.contains(except)) {
        menu.open = false;
      }
    });
  }
  document.addEventListener("click", function (event) {
    close(event.target);
  });
  document.addEventListener("focusin", function (event) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      menu.open = menu.contains(event.target);
    });
    if (event.target.matches(".tabs a")) {
      event.target.scrollIntoView({ block: "nearest", inline: "nearest" }); /* A browser leaves what is half in sight. */
    }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") {
      return;
    }
    release(); /* Escape stops what is on its way. */
    const here = document.activeElement.closest("details.menu[open], details.confirm[open]");
    const open = here || document.querySelector("details.menu[open], details.confirm[open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });

  /* A row of tabs wider than the screen begins where the reader is. */
  document.querySelectorAll(".tabs").forEach(function (row) {
    const current = row.querySelector("[aria-current]");
    if (current) {
      row.scrollLeft = current.offsetLeft - row.offsetLeft - (row.clientWidth - current.offsetWidth) / 2;
    }
  });

  /* On a tablet a table too wide for its sheet is pushed inside it. Where it fits, nothing is, and its head may stick to the window. */
  if (window.ResizeObserver) {
    const sheets = new ResizeObserver(function () {
      document.querySelectorAll(".panel.flush").forEach(function (sheet) {
        sheet.classList.toggle("whole", sheet.scrollWidth <= sheet.clientWidth);
      });
    });
    document.querySelectorAll(".panel.flush .table").forEach(function (table) {
      sheets.observe(table);
    });
  }

  /* Back to the page from which something was sent, as it was left: what was typed is in it. Without scripts it is a link to it. */
  document.querySelectorAll("a[data-back]").forEach(function (link) {
    link.addEventListener("click", function (event) {
      if (window.history.length > 1) {
        event.preventDefault();
        window.history.back();
      }
    });
  });

  /* A button that copies a text of the page (data-copy: its id); where copying is not allowed the text is marked. */
  document.querySelectorAll("button[data-copy]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      const text = document.getElementById(button.dataset.copy);
      text.select();
      if (navigator.clipboard) {
        navigator.clipboard.writeText(text.value).then(function () {
          button.querySelector("span").textContent = button.dataset.done;
        }, function () {});
      }
    });
  });

  /* What came back with errors: the reader lands on what is said about them; where a short form says it only beside its fields,
     on the first of these. */
  document.addEventListener("DOMContentLoaded", function () {
    const place = kept();
    sayThere();
    const wrong = document.getElementById("error-summary") || document.querySelector("main .flashes .flash.bad");
    const said = wrong || (isRefused() && document.querySelector("main .flash.bad"));
    const field = document.querySelector("main [aria-invalid=true]");
    land(said);
    if (!said && field) {
      field.focus();
    }
    if (place && place.at >= 0 && place.path === window.location.pathname && !document.querySelector("[autofocus]")) {
      settled(function () {
        if (document.activeElement === document.body) {
          goOn(place);
        }
      });
    }
  });
})();
