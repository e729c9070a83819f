/* The sheet below the doors: what happened at one of them, in two taps; the second one saves and the next door is there. */
"use strict";

(function () {
  const walk = (self.walk = self.walk || {});
  const field = self.field;
  const byId = field.parts.byId;
  const say = field.words.say;
  const SOAPS = { given: "say_given", refused: "say_refused", absent: "say_absent" };
  const SIGNS = { up: "say_up", refused: "say_not_wanted", impossible: "say_impossible", there: "say_there" };

  /* What stands of a door, in words. */
  function wordsOf(stands) {
    if (stands.soap === "unset") {
      return say("state_open");
    }
    const parts = [say(SOAPS[stands.soap], { pieces: stands.pieces })];
    if (SIGNS[stands.sign]) {
      parts.push(say(SIGNS[stands.sign]));
    }
    return parts.join(", ");
  }

  /* `act`: {save(door, {soap, pieces, sign, note}), undo(key), closed()}; `most`: the greatest number of pieces. */
  function sheetOf(act, most) {
    const sheet = byId("sheet");
    let door = null;
    let stands = null;
    let soap = "given";
    let pieces = 1;

    function press(name, word) {
      sheet.querySelectorAll("[data-" + name + "]").forEach(function (button) {
        button.setAttribute("aria-pressed", String(button.dataset[name] === word));
      });
    }

    function show() {
      press("soap", soap);
      press("sign", stands.sign);
      byId("pieces").textContent = String(pieces);
      byId("pieces-line").hidden = soap !== "given";
      byId("sheet-room").textContent = door.room;
      byId("sheet-unit").textContent = field.words.pick(door.unit);
      sheet.setAttribute("aria-label", door.room);
      byId("sheet-back").hidden = !stands.key;
    }

    /* Open on a door: what stands of it, or what is usual at a door that nobody has visited. */
    function open(wanted, standing) {
      door = wanted;
      stands = standing;
      soap = stands.stage === "done" ? stands.soap : "given";
      pieces = stands.stage === "done" && stands.soap === "given" ? stands.pieces : 1;
      byId("note").value = stands.note;
      byId("note-more").open = Boolean(stands.note);
      sheet.hidden = byId("veil").hidden = false;
      document.body.classList.add("sheet-open");
      show();
    }

    function close() {
      const was = door;
      door = null;
      sheet.hidden = byId("veil").hidden = true;
      document.body.classList.remove("sheet-open");
      if (was) {
        act.closed(was);
      }
    }

    function save(sign) {
      const given = soap === "given" ? pieces : 0;
      act.save(door, { soap: soap, pieces: given, sign: sign, note: byId("note").value.trim() });
    }

    function chosen(word) {
      soap = word;
      if (soap === "absent") {
        save("unset");
      } else {
        show();
      }
    }

    function count(by) {
      pieces = Math.min(Math.max(pieces + by, 1), most);
      show();
    }

    sheet.addEventListener("click", function (event) {
      const button = event.target.closest("button");
      if (!button || !door) {
        return;
      }
      if (button.dataset.soap) {
        chosen(button.dataset.soap);
      } else if (button.dataset.sign) {
        save(button.dataset.sign);
      } else if (button.dataset.count) {
        count(Number(button.dataset.count));
      }
    });
    byId("note-form").addEventListener("submit", function (event) {
      event.preventDefault(); /* the sign saves; the key of the keyboard only puts it away */
      byId("note").blur();
    });
    byId("sheet-close").addEventListener("click", close);
    byId("sheet-back").addEventListener("click", function () {
      act.undo(door, stands.key);
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && door) {
        close();
      }
    });

    return {
      close: close,
      door: function () {
        return door;
      },
      open: open,
      /* The same in another language. */
      speak: function () {
        if (door) {
          show();
        }
      },
    };
  }

  walk.sheetOf = sheetOf;
  walk.wordsOf = wordsOf;
})();
