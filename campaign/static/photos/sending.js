/* Sending photos one by one: how far each is, trying again by itself when the network is away, a word about every file.
   Without this script the form sends them all at once and the page says what became of them. */
"use strict";

(function () {
  const form = document.getElementById("photos-form");
  const box = document.getElementById("sending");
  if (!form || !box || !window.FormData || !window.XMLHttpRequest) {
    return;
  }
  const words = box.dataset;
  const field = document.getElementById("files");
  const list = document.getElementById("sending-list");
  const sum = document.getElementById("sending-sum");
  const gallery = document.getElementById("gallery");
  const WAITS = [1000, 2000, 4000, 8000, 15000, 30000];
  const PATIENCE = 180000; /* for one file on a slow network, in milliseconds without any progress */
  const TURNS_BEFORE_OTHERS = 3;
  const lines = [];
  let left = Number(words.left);
  let going = null;

  function made(tag, name) {
    const element = document.createElement(tag);
    if (name) {
      element.className = name;
    }
    return element;
  }

  function button(line, label, act) {
    const element = made("button", "btn-link-plain");
    element.type = "button";
    element.textContent = label;
    element.addEventListener("click", act);
    line.acts.appendChild(element);
  }

  function lineOf(file) {
    const line = { file: file, state: "waits", turn: 0, timer: 0 };
    line.item = made("li");
    const what = made("div", "what text-break");
    line.name = made("b");
    line.name.textContent = file.name;
    line.said = made("small");
    line.bar = made("progress");
    line.bar.max = 100;
    line.bar.value = 0;
    line.bar.setAttribute("aria-label", file.name);
    line.acts = made("div", "row-line");
    what.append(line.name, line.said, line.bar, line.acts);
    line.item.appendChild(what);
    list.appendChild(line.item);
    return line;
  }

  function say(line, state, text) {
    line.state = state;
    line.said.textContent = text;
    line.said.className = state === "wrong" ? "field-error" : "";
    line.bar.hidden = state === "kept" || state === "wrong";
    line.acts.textContent = "";
  }

  function told() {
    const kept = lines.filter(function (line) { return line.state === "kept"; }).length;
    const all = lines.filter(function (line) { return line.state !== "dropped"; }).length;
    sum.textContent = all ? words.all.replace("{done}", kept).replace("{all}", all) : "";
  }

  function isBusy() {
    return lines.some(function (line) { return line.state === "waits" || line.state === "goes" || line.state === "rests"; });
  }

  function wrong(line, text, canRepeat) {
    say(line, "wrong", text);
    if (canRepeat) {
      button(line, words.again, function () {
        say(line, "waits", words.waits);
        next();
      });
    }
    button(line, words.drop, function () {
      line.state = "dropped";
      line.item.remove();
      told();
    });
  }

  function keep(line, answer) {
    say(line, "kept", answer.words);
    left -= answer.again ? 0 : 1;
    show(answer);
  }

  /* The card comes from our own server, whose templates have made every word in it harmless. */
  function show(answer) {
    const empty = document.getElementById("no-photos");
    const people = document.getElementById("people-form");
    if (empty) {
      empty.remove();
    }
    if (people) {
      people.classList.remove("d-none");
    }
    if (gallery && !document.getElementById("photo-" + answer.photo)) {
      gallery.insertAdjacentHTML("beforeend", answer.card);
    }
  }

  /* While the network is away the others wait behind the one that was cut off; a file that never gets through holds up nobody. */
  function isCutOff() {
    return lines.some(function (line) { return line.state === "rests" && line.isCut && line.turn <= TURNS_BEFORE_OTHERS; });
  }

  function rest(line, seconds, isCut) {
    const wait = seconds ? seconds * 1000 : WAITS[Math.min(line.turn, WAITS.length - 1)];
    say(line, "rests", words.gone);
    line.turn += 1;
    line.isCut = isCut;
    line.timer = window.setTimeout(wake, wait, line);
    button(line, words.again, function () { wake(line); });
  }

  function wake(line) {
    window.clearTimeout(line.timer);
    if (line.state === "rests") {
      say(line, "waits", words.waits);
      next();
    }
  }

  function read(text) {
    try {
      const answer = JSON.parse(text);
      return answer && typeof answer === "object" ? answer : null;
    } catch (error) {
      return null;
    }
  }

  function judge(line, request) {
    const answer = read(request.responseText);
    if (request.status === 200 && answer && answer.photo) {
      keep(line, answer);
    } else if (request.status === 429 || request.status >= 500) {
      rest(line, Number(request.getResponseHeader("Retry-After")) || 0, false);
    } else if (answer && answer.message) {
      wrong(line, answer.message, request.status === 409);
    } else if (request.status === 200 || request.status === 401 || request.status === 403) {
      wrong(line, words.signedOut, true);
    } else {
      wrong(line, words.stopped, true);
    }
  }

  function dataOf(line) {
    const data = new FormData();
    new FormData(form).forEach(function (value, name) {
      if (name !== "files" && name !== "operation_key") {
        data.append(name, value);
      }
    });
    data.append("files", line.file, line.file.name);
    return data;
  }

  function send(line) {
    const request = new XMLHttpRequest();
    let heard = Date.now();
    const watch = window.setInterval(function () {
      if (Date.now() - heard > PATIENCE) {
        request.abort();
      }
    }, 5000);
    function over(act) {
      return function () {
        window.clearInterval(watch);
        going = null;
        act();
        told();
        next();
      };
    }
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", function (event) {
      heard = Date.now();
      const share = event.total ? Math.floor(event.loaded / event.total * 100) : 0;
      line.bar.value = share;
      line.said.textContent = share < 100 ? words.goes + ", " + share + " %" : words.made;
    });
    request.addEventListener("load", over(function () { judge(line, request); }));
    request.addEventListener("error", over(function () { rest(line, 0, true); }));
    request.addEventListener("abort", over(function () { rest(line, 0, true); }));
    say(line, "goes", words.goes);
    request.send(dataOf(line));
    going = request;
  }

  function next() {
    told();
    const line = going || isCutOff() ? null : lines.find(function (one) { return one.state === "waits"; });
    if (line && left <= 0) {
      wrong(line, words.full, true);
      next();
    } else if (line && line.file.size > Number(words.most)) {
      wrong(line, words.large, false);
      next();
    } else if (line) {
      send(line);
    }
  }

  form.addEventListener("submit", function (event) {
    if (!field.files.length) {
      return; /* the server says what is missing */
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    Array.from(field.files).forEach(function (file) {
      const line = lineOf(file);
      say(line, "waits", words.waits);
      lines.push(line);
    });
    field.value = "";
    next();
  }, true);

  window.addEventListener("online", function () {
    lines.forEach(wake);
  });

  window.addEventListener("beforeunload", function (event) {
    if (isBusy()) {
      event.preventDefault();
      event.returnValue = words.leave;
    }
  });
})();
