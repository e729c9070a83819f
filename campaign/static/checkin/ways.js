/* Three ways in and a fourth: the camera, a code typed, a name found; and somebody who is on no list. */
"use strict";

(function () {
  const checkin = (self.checkin = self.checkin || {});
  const part = self.field.parts.part;
  const say = self.field.words.say;
  const MOST = 12;

  function byId(id) {
    return document.getElementById(id);
  }

  function complain(id, words) {
    const place = byId(id);
    place.textContent = words;
    place.hidden = !words;
    const field = byId(place.dataset.of);
    if (field) {
      field.setAttribute("aria-invalid", words ? "true" : "false");
      field.classList.toggle("is-invalid", Boolean(words));
    }
    return !words;
  }

  /* Which of the four panels is open; `chosen(name)` is told. */
  function panels(chosen) {
    const taps = document.querySelectorAll("[data-way]");
    function open(name) {
      taps.forEach(function (tap) {
        tap.setAttribute("aria-pressed", tap.dataset.way === name ? "true" : "false");
        byId("way-" + tap.dataset.way).hidden = tap.dataset.way !== name;
      });
      chosen(name);
    }
    taps.forEach(function (tap) {
      tap.addEventListener("click", function (event) {
        open(tap.dataset.way);
        const field = byId("way-" + tap.dataset.way).querySelector("input");
        if (field && event.detail === 0) {
          field.focus(); /* chosen with the keyboard: typing goes on at once */
        }
      });
    });
    return open;
  }

  /* The form of a code: judged while it is typed, taken with Enter. */
  function typed(judge, take) {
    const field = byId("code");
    function words(found) {
      if (found.wrong === "letter") {
        return say("code_letter", { letter: found.letter });
      }
      return found.wrong === "check" || found.wrong === "long" ? say("code_" + found.wrong, { code: found.code }) : "";
    }
    field.addEventListener("input", function () {
      complain("code-wrong", words(judge(field.value)));
    });
    byId("code-form").addEventListener("submit", function (event) {
      event.preventDefault();
      const found = judge(field.value);
      const wrong = found.wrong === "short" ? say("code_short", { code: found.code }) : words(found);
      if (complain("code-wrong", wrong)) {
        field.value = "";
        take(found.code);
      }
      field.focus();
    });
  }

  /* The form of a name: people of the list while it is typed; a press on one takes them. `list` finds and knows whether it is there. */
  function named(list, wasIn, take) {
    const field = byId("name");
    const place = byId("names");
    function row(person) {
      const press = part("button", "door-person");
      press.type = "button";
      press.append(part("b", "", person.name));
      const facts = checkin.card.about(person);
      if (facts) {
        press.append(part("small", "", facts));
      }
      if (wasIn(person)) {
        press.append(part("small", "door-state warn", say("card_already")));
      }
      press.addEventListener("click", function () {
        field.value = "";
        show();
        field.focus(); /* the next name; the row that had the focus is gone */
        take(person);
      });
      const item = part("li");
      item.append(press);
      return item;
    }
    function show() {
      const typed = field.value.trim();
      const found = list.find(typed, MOST);
      place.textContent = "";
      found.found.forEach(function (person) {
        place.append(row(person));
      });
      byId("names-note").textContent = typed ? noteOn(found, typed) : "";
    }
    function noteOn(found, typed) {
      const more = found.count - found.found.length;
      if (!found.count) {
        return list.facts() ? say("names_none", { typed: typed }) : say("list_missing");
      }
      return more ? say("names_more", { more: more }) : "";
    }
    field.addEventListener("input", show);
    byId("name-form").addEventListener("submit", function (event) {
      event.preventDefault();
      const only = place.querySelectorAll("button");
      if (only.length === 1) {
        only[0].focus();
      }
    });
    return show;
  }

  function missing(field, typed) {
    return typed ? say("wrong_" + field, { typed: typed }) : say("none_" + field);
  }

  /* Somebody new, in three fields. The server judges them again. */
  function walkIn(take) {
    const form = byId("walk-in-form");
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      const name = byId("new-name").value.trim().replace(/\s+/g, " ");
      const phone = byId("new-phone").value.trim();
      const year = Number(byId("new-year").value);
      const today = new Date().getFullYear();
      const isPhone = /^\+?[\d\s()-]{10,20}$/.test(phone) && phone.replace(/\D/g, "").length >= 10;
      const isYear = year >= today - 110 && year <= today;
      const good = [
        complain("new-name-wrong", name.length >= 3 && name.length <= 120 ? "" : say("wrong_name")),
        complain("new-phone-wrong", isPhone ? "" : missing("phone", phone)),
        complain("new-year-wrong", isYear ? "" : missing("year", byId("new-year").value.trim())),
      ];
      if (good.indexOf(false) < 0) {
        form.reset();
        take({ name: name, phone: phone, birth_year: year });
      } else {
        byId(["new-name", "new-phone", "new-year"][good.indexOf(false)]).focus();
      }
    });
  }

  /* The camera's panel: on with its button, off with the panel, the page or the button. */
  function seen(read) {
    const video = byId("video");
    const camera = checkin.camera(video, video.dataset.reader, read);
    let wanted = false;
    function draw() {
      byId("video-frame").hidden = !camera.isOn();
      byId("camera-on").hidden = camera.isOn();
      byId("camera-off").hidden = !camera.isOn();
    }
    async function start() {
      wanted = true;
      byId("camera-wrong").hidden = true;
      byId("camera-on").setAttribute("aria-busy", "true");
      try {
        await camera.start();
        if (!wanted) {
          camera.stop();
        }
      } catch (error) {
        wanted = false;
        complain("camera-wrong", say(["refused", "reader"].indexOf(error.message) < 0 ? "camera_none" : "camera_" + error.message));
      }
      byId("camera-on").removeAttribute("aria-busy");
      draw();
    }
    function stop() {
      wanted = false;
      camera.stop();
      draw();
    }
    byId("camera-on").addEventListener("click", start);
    byId("camera-off").addEventListener("click", stop);
    document.addEventListener("visibilitychange", function () {
      if (document.hidden) {
        camera.stop();
        draw();
      } else if (wanted) {
        start();
      }
    });
    return { stop: stop };
  }

  checkin.ways = { panels: panels, typed: typed, named: named, walkIn: walkIn, seen: seen };
})();
