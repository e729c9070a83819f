/* What a phone lends a field page besides its store and camera, each only where it is there: shade, buzzer, name of the tab, worker. */
"use strict";

(function () {
  const field = (self.field = self.field || {});
  const PATIENCE = 5000;

  function buzz(isGood) {
    if (navigator.vibrate) {
      navigator.vibrate(isGood ? [80] : [60, 60, 60]);
    }
  }

  /* The button that turns the page light or dark; remembered where it may be. */
  function shade(button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      const root = document.documentElement;
      const other = root.getAttribute("data-bs-theme") === "dark" ? "light" : "dark";
      root.setAttribute("data-bs-theme", other);
      try {
        self.localStorage.setItem("field-theme", other);
      } catch (refused) {
        /* until the page is closed */
      }
    });
  }

  /* Who sends: this tab, also after it was loaded anew, so that it need not wait for the turn it had itself. */
  function holder() {
    const fresh = field.seal.fresh();
    try {
      const left = self.sessionStorage.getItem("field-holder");
      self.sessionStorage.setItem("field-holder", left || fresh);
      return left || fresh;
    } catch (refused) {
      return fresh;
    }
  }

  /* The phone's store for this purpose, or null: some browsers refuse it, some neither open nor refuse it. */
  function store(purpose) {
    const tooLong = new Promise(function (resolve, reject) {
      self.setTimeout(reject, PATIENCE);
    });
    return Promise.race([field.store.open(purpose), tooLong]).catch(function () {
      return null;
    });
  }

  /* From here on the page opens without a network: true when that is so. `heard` is called when the worker has sent. */
  async function keepShell(heard) {
    const workers = navigator.serviceWorker;
    if (!workers) {
      return false;
    }
    workers.addEventListener("message", heard);
    const registration = await workers.register("/field/sw.js", { scope: "/field/" });
    await workers.ready;
    registration.update().catch(function () {});
    if (navigator.storage && navigator.storage.persist) {
      navigator.storage.persist().catch(function () {});
    }
    return true;
  }

  field.phone = { buzz: buzz, holder: holder, keepShell: keepShell, shade: shade, store: store };
})();
