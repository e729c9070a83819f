/* The service worker of field pages: keeps the page with all it needs, one version at a time, and sends what waits when the
   phone is back in the net. The server writes two lines above this one:
   self.SHELL = {version, page, files, scripts}; importScripts(…the scripts that send…). It never keeps an answer about people. */
"use strict";

(function () {
  const checkin = self.checkin;
  const CACHE = "field-" + self.SHELL.version;
  const DOOR = /^\/field\/checkin\/([A-Za-z0-9_-]{8,})$/;

  self.addEventListener("install", function (event) {
    event.waitUntil(
      self.caches
        .open(CACHE)
        .then(function (cache) {
          return cache.addAll([self.SHELL.page].concat(self.SHELL.files));
        })
        .then(function () {
          return self.skipWaiting();
        })
    );
  });

  self.addEventListener("activate", function (event) {
    event.waitUntil(
      self.caches
        .keys()
        .then(function (names) {
          return Promise.all(
            names.map(function (name) {
              return name.startsWith("field-") && name !== CACHE ? self.caches.delete(name) : null;
            })
          );
        })
        .then(function () {
          return self.clients.claim();
        })
    );
  });

  function kept(address, request) {
    return self.caches
      .open(CACHE)
      .then(function (cache) {
        return cache.match(address, { ignoreVary: true });
      })
      .then(function (found) {
        return found || self.fetch(request);
      });
  }

  self.addEventListener("fetch", function (event) {
    const address = new URL(event.request.url);
    if (event.request.method !== "GET" || address.origin !== self.location.origin) {
      return;
    }
    if (event.request.mode === "navigate") {
      if (DOOR.test(address.pathname)) {
        event.respondWith(kept(self.SHELL.page, event.request));
      }
    } else if (self.SHELL.files.indexOf(address.pathname + address.search) >= 0) {
      event.respondWith(kept(address.pathname + address.search, event.request));
    }
  });

  /* The phone is back in the net while the pages sleep: send for every one that is still open. Only they know their key. */
  async function sendFor(client, store) {
    const token = DOOR.exec(new URL(client.url).pathname);
    if (!token) {
      return;
    }
    const keys = await checkin.seal.keysOf(token[1]);
    const record = await store.link(keys.link);
    if (!record) {
      return;
    }
    const end = await checkin.line.sendAll({
      store: store,
      keys: keys,
      address: "/field/checkin/" + token[1],
      device: record.device,
      holder: "worker",
      language: function () {
        return record.language || "kk";
      },
      changed: function () {
        client.postMessage("sent");
      },
    });
    if (end.kind === "later") {
      throw new Error("not yet"); /* the browser asks again later */
    }
  }

  self.addEventListener("sync", function (event) {
    event.waitUntil(
      Promise.all([checkin.store.open(), self.clients.matchAll({ includeUncontrolled: true })]).then(function (given) {
        return Promise.all(
          given[1].map(function (client) {
            return sendFor(client, given[0]);
          })
        );
      })
    );
  });
})();
