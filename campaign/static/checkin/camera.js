/* Reading codes through the camera of an old phone: small pictures, at most five a second, off while nobody looks. */
"use strict";

(function () {
  const checkin = (self.checkin = self.checkin || {});
  const WISH = { facingMode: "environment", width: { ideal: 640 }, height: { ideal: 480 } };
  const SIDE = 400;
  const PAUSE = 200;

  function load(address) {
    return new Promise(function (resolve, reject) {
      const script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = function () {
        script.remove();
        reject(new Error("not there"));
      };
      document.head.append(script);
    });
  }

  /* The phone's own reader where it has one for QR codes, else jsQR (fetched only then); both take a canvas and give the words. */
  async function readerOf(address) {
    if (self.BarcodeDetector && self.BarcodeDetector.getSupportedFormats) {
      const formats = await self.BarcodeDetector.getSupportedFormats().catch(function () {
        return [];
      });
      if (formats.indexOf("qr_code") >= 0) {
        const detector = new self.BarcodeDetector({ formats: ["qr_code"] });
        return async function (canvas) {
          const found = await detector.detect(canvas);
          return found.length ? found[0].rawValue : "";
        };
      }
    }
    if (!self.jsQR) {
      await load(address);
    }
    return async function (canvas) {
      const picture = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      const found = self.jsQR(picture.data, picture.width, picture.height, { inversionAttempts: "dontInvert" });
      return found ? found.data : "";
    };
  }

  /* `video` shows what the camera sees; `read(words)` is called for every code that is read. `start` fails with "refused"
     (no permission), "none" (no camera) or "reader" (jsQR could not be fetched) as the error's message. */
  function camera(video, address, read) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = SIDE;
    let stream = null;
    let reader = null;
    let timer = 0;

    async function look() {
      const began = Date.now();
      if (stream && video.videoWidth && !document.hidden) {
        const side = Math.min(video.videoWidth, video.videoHeight);
        const left = (video.videoWidth - side) / 2;
        const top = (video.videoHeight - side) / 2;
        canvas.getContext("2d").drawImage(video, left, top, side, side, 0, 0, SIDE, SIDE);
        const words = await reader(canvas).catch(function () {
          return "";
        });
        if (words && stream) {
          read(words);
        }
      }
      if (stream) {
        /* A phone that is slow at reading gets as long a rest. */
        timer = self.setTimeout(look, Math.max(PAUSE, Date.now() - began));
      }
    }

    async function asked() {
      if (!navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) {
        throw new Error("none");
      }
      try {
        return await navigator.mediaDevices.getUserMedia({ video: WISH, audio: false });
      } catch (error) {
        throw new Error(error.name === "NotAllowedError" || error.name === "SecurityError" ? "refused" : "none");
      }
    }

    function stop() {
      self.clearTimeout(timer);
      if (stream) {
        stream.getTracks().forEach(function (track) {
          track.stop();
        });
      }
      stream = null;
      video.srcObject = null;
    }

    async function start() {
      if (!reader) {
        reader = await readerOf(address).catch(function () {
          throw new Error("reader");
        });
      }
      stop();
      stream = await asked();
      video.srcObject = stream;
      await video.play().catch(function () {});
      look();
    }

    return {
      start: start,
      stop: stop,
      isOn: function () {
        return Boolean(stream);
      },
    };
  }

  checkin.camera = camera;
})();
