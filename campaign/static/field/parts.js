/* What field pages are drawn with: elements, signs of the page's sprite, sentences with values, clocks, drawing one at a time. */
"use strict";

(function () {
  const field = (self.field = self.field || {});

  function byId(id) {
    return document.getElementById(id);
  }

  /* A new element, with its class and its words. */
  function part(name, kind, words) {
    const made = document.createElement(name);
    if (kind) {
      made.className = kind;
    }
    if (words) {
      made.textContent = words;
    }
    return made;
  }

  function drawing(name, kind) {
    const space = "http://www.w3.org/2000/svg";
    const picture = document.createElementNS(space, "svg");
    const use = document.createElementNS(space, "use");
    use.setAttribute("href", "#" + name);
    picture.setAttribute("class", kind);
    picture.setAttribute("aria-hidden", "true");
    picture.append(use);
    return picture;
  }

  /* The sentence with its values in bold. */
  function sayInto(place, key, values) {
    place.textContent = "";
    field.words
      .say(key)
      .split(/%\((\w+)\)[sd]/)
      .forEach(function (piece, turn) {
        place.append(turn % 2 ? part("b", "", String(values[piece])) : piece);
      });
  }

  /* A moment as a clock on this phone shows it. */
  function hour(moment) {
    const time = new Date(moment);
    return isNaN(time) ? "" : String(time.getHours()).padStart(2, "0") + ":" + String(time.getMinutes()).padStart(2, "0");
  }

  /* One drawing at a time; whoever asks meanwhile gets one that begins afterwards, so that nothing older is shown last. */
  function inTurn(act) {
    let running = Promise.resolve();
    let waiting = null;
    return function () {
      if (!waiting) {
        waiting = running.then(function () {
          waiting = null;
          running = act().catch(function () {});
          return running;
        });
      }
      return waiting;
    };
  }

  field.parts = { byId: byId, drawing: drawing, hour: hour, inTurn: inTurn, part: part, sayInto: sayInto };
})();
