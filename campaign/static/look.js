/* Small helps for every page; nothing here is needed for a page to work.
   Busy buttons: the pressed button turns its ring, says what it makes (data-busy) and cannot be pressed twice. */
"use strict";

(function () {
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
    if (form.method !== "post" || (button && button.formTarget === "_blank") || form.target === "_blank") {
      return;
    }
    if (form.dataset.sent === "yes") {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    if (button && button.classList.contains("btn")) {
      busy(button);
    }
    /* A download leaves the page where it is: after a while the button is free again. */
    window.setTimeout(function () {
      delete form.dataset.sent;
      if (button) {
        calm(button);
      }
    }, 8000);
  });

  /* Back from the next page: the browser may show this one as it was left. */
  window.addEventListener("pageshow", function (event) {
    if (!event.persisted) {
      return;
    }
    document.querySelectorAll("form[data-sent]").forEach(function (form) {
      delete form.dataset.sent;
    });
    document.querySelectorAll("[aria-busy=true]").forEach(calm);
  });

  /* Menus close with Escape and with a press elsewhere. */
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
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") {
      return;
    }
    const open = document.querySelector("details.menu[open], details.confirm[open]");
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

  /* A form that came back with errors: the reader lands on the summary. */
  document.addEventListener("DOMContentLoaded", function () {
    const summary = document.getElementById("error-summary");
    if (summary) {
      summary.focus();
    }
  });
})();
