/* Dragging the rows of a list with [data-ordering] (needs vendor/sortable.min.js). The numbers in the rows' inputs
   (input[data-place]) are what is sent; dragging rewrites them, typing one moves its row. Rows whose pin is checked
   ([data-pin] input) keep their place. Without JavaScript the numbers alone do the same. */
"use strict";

(function () {
  const rows = function (list) {
    return Array.from(list.children).filter(function (row) {
      return row.querySelector("input[data-place]");
    });
  };

  function renumber(list) {
    rows(list).forEach(function (row, index) {
      row.querySelector("input[data-place]").value = index + 1;
    });
  }

  function say(list, row) {
    const live = document.getElementById(list.dataset.ordering);
    if (live) {
      live.textContent = row.dataset.name + ": " + row.querySelector("input[data-place]").value;
    }
  }

  function isPinned(row) {
    const pin = row.querySelector("[data-pin]");
    return Boolean(pin && pin.checked);
  }

  /* Pinned rows go back to the places that they had before the move. */
  function keepPins(list, before) {
    const free = rows(list).filter(function (row) {
      return !isPinned(row);
    });
    before.forEach(function (row) {
      list.append(isPinned(row) ? row : free.shift());
    });
  }

  function settle(list, before, moved) {
    keepPins(list, before);
    renumber(list);
    say(list, moved);
    list.dispatchEvent(new CustomEvent("ordered", { bubbles: true }));
  }

  function typed(list, input) {
    const row = input.closest("[data-name]");
    const before = rows(list);
    const to = Math.min(Math.max(Number.parseInt(input.value, 10) || 1, 1), before.length) - 1;
    const others = before.filter(function (other) {
      return other !== row;
    });
    others.splice(to, 0, row);
    others.forEach(function (other) {
      list.append(other);
    });
    settle(list, before, row);
    input.focus();
  }

  function start(list) {
    let before = [];
    list.addEventListener("change", function (event) {
      if (event.target.matches("input[data-place]")) {
        typed(list, event.target);
      }
    });
    if (window.Sortable) {
      list.querySelectorAll(".grip").forEach(function (grip) {
        grip.hidden = false;
      });
      window.Sortable.create(list, {
        handle: ".grip",
        animation: 0,
        onStart: function () {
          before = rows(list);
        },
        onEnd: function (event) {
          settle(list, before, event.item);
        },
      });
    }
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-ordering]").forEach(start);
  });
})();
