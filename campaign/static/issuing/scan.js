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
  const CAMERA = "issuing-camera";
  const LAST = "issuing-last";
  const AGAIN = 5000;
  let isTaken = false;
  let seenAt = Date.now();

  /* A private window may keep nothing: then the camera is turned on with its button each time. */
  function keep(name, words) {
    try {
      self.sessionStorage.setItem(name, words);
    } catch (error) {
      return;
    }
  }

  function kept(name) {
    try {
      return self.sessionStorage.getItem(name) || "";
    } catch (error) {
      return "";
    }
  }

  function isRemembered() {
    return kept(CAMERA) === "on";
  }

  /* The ticket that was served last is still before the camera: it counts anew once it has been away for a while. */
  function isServed(code) {
    const isSame = code === kept(LAST) && Date.now() - seenAt < AGAIN;
    seenAt = isSame ? Date.now() : seenAt;
    return isSame;
  }

  function complain(words) {
    wrong.textContent = words;
    wrong.hidden = !words;
  }

  function read(words) {
    const found = judge(words.length <= 20 ? words : "");
    if (found.wrong) {
      complain(box.dataset.foreign);
    } else if (!isTaken && !isServed(found.code)) {
      isTaken = true;
      keep(LAST, found.code);
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
      keep(CAMERA, "on");
    } catch (error) {
      keep(CAMERA, "");
      complain(box.dataset[{ refused: "refused", reader: "unread" }[error.message] || "none"]);
    }
    on.removeAttribute("aria-busy");
    draw();
  }

  on.addEventListener("click", start);
  off.addEventListener("click", function () {
    keep(CAMERA, "");
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
