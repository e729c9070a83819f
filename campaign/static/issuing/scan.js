/* Scanning tickets at the counter: a code that is read is looked for as if it had been typed; the camera stays on for the next one. */
"use strict";

(function () {
  const box = document.getElementById("scan");
  if (!box || !navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) {
    return;
  }
  const checkin = self.checkin;
  const form = document.getElementById("scan-form");
  const on = document.getElementById("scan-on");
  const off = document.getElementById("scan-off");
  const frame = document.getElementById("scan-frame");
  const wrong = document.getElementById("scan-wrong");
  const judge = checkin.codes.judgeWith(JSON.parse(box.dataset.rules));
  const KEY = "issuing-camera";
  let isTaken = false;

  function remember(isOn) {
    try {
      if (isOn) {
        self.sessionStorage.setItem(KEY, "on");
      } else {
        self.sessionStorage.removeItem(KEY);
      }
    } catch (error) {
      /* a private window: the camera is turned on with its button each time */
    }
  }

  function isRemembered() {
    try {
      return self.sessionStorage.getItem(KEY) === "on";
    } catch (error) {
      return false;
    }
  }

  function complain(words) {
    wrong.textContent = words;
    wrong.hidden = !words;
  }

  function read(words) {
    const found = judge(words.length <= 20 ? words : "");
    if (found.wrong) {
      complain(box.dataset.foreign);
    } else if (!isTaken) {
      isTaken = true;
      if (navigator.vibrate) {
        navigator.vibrate(60);
      }
      document.getElementById("scan-text").value = found.code;
      form.submit();
    }
  }

  const camera = checkin.camera(document.getElementById("scan-video"), box.dataset.reader, read);

  function draw() {
    frame.hidden = off.hidden = !camera.isOn();
    on.hidden = camera.isOn();
  }

  async function start() {
    complain("");
    on.setAttribute("aria-busy", "true");
    try {
      await camera.start();
      remember(true);
    } catch (error) {
      remember(false);
      complain(box.dataset[{ refused: "refused", reader: "unread" }[error.message] || "none"]);
    }
    on.removeAttribute("aria-busy");
    draw();
  }

  on.addEventListener("click", start);
  off.addEventListener("click", function () {
    remember(false);
    camera.stop();
    draw();
  });
  document.addEventListener("visibilitychange", function () {
    if (document.hidden) {
      camera.stop();
      draw();
    } else if (isRemembered()) {
      start();
    }
  });
  self.addEventListener("pageshow", function () {
    isTaken = false;
  });
  box.hidden = false;
  if (isRemembered()) {
    start();
  }
})();
