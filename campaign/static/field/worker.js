/* The service worker of field pages: keeps every page (check-in, column, walk) with all they need, one version at a time, and
   sends what waits when the phone is back in the net. The server writes two lines above this one:
   self.SHELL = {version, pages: {path: address}, files}; importScripts(…the scripts that send, and what each purpose sends…).
   It never keeps an answer about people. */
"use strict";

(function () {
  const field = self.field;
  const CACHE = "field-" + self.SHELL.version;
  const PAGES = Object.keys(self.SHELL.pages);
  const DOOR = /^\/field\/([a-z]+)\/([A-Za-z0-9_-]{8,})$/;

  self.addEventListener("install", function (event) {
    event.waitUntil(
      self.caches
        .open(CACHE)
        .then(function (cache) {
          const pages = PAGES.map(function (path) {
            return self.SHELL.pages[path];
          });
          return cache.addAll(pages.concat(self.SHELL.files));
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

  /* {path, token} of a link's page, else null. */
  function doorOf(address) {
    const found = DOOR.exec(new URL(address).pathname);
    return found && PAGES.indexOf(found[1]) >= 0 ? { path: found[1], token: found[2] } : null;
  }

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
      const door = doorOf(event.request.url);
      if (door) {
        event.respondWith(kept(self.SHELL.pages[door.path], event.request));
      }
    } else if (self.SHELL.files.indexOf(address.pathname + address.search) >= 0) {
      event.respondWith(kept(address.pathname + address.search, event.request));
    }
  });

  /* The phone is back in the net while the pages sleep: send for every one that is still open. Only they know their key. */
  async function sendFor(client) {
    const door = doorOf(client.url);
    if (!door) {
      return;
    }
    const purpose = field.purposes[door.path];
    const keys = await field.seal.keysOf(door.token, purpose);
    const store = await field.store.open(purpose);
    const record = await store.link(keys.link);
    const end = record ? await sendAll(client, door, { purpose: purpose, keys: keys, store: store }, record) : { kind: "empty" };
    store.close();
    if (end.kind === "later") {
      throw new Error("not yet"); /* the browser asks again later */
    }
  }

  function sendAll(client, door, way, record) {
    return field.line.sendAll(
      Object.assign(way, {
        address: "/field/" + door.path + "/" + door.token,
        device: record.device,
        holder: "worker",
        language: function () {
          return record.language || "kk";
        },
        changed: function () {
          client.postMessage("sent");
        },
      })
    );
  }

  self.addEventListener("sync", function (event) {
    event.waitUntil(
      self.clients.matchAll({ includeUncontrolled: true }).then(function (clients) {
        return Promise.all(clients.map(sendFor));
      })
    );
  });
})();
