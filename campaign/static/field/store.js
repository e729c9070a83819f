/* What a phone keeps (IndexedDB), for a field page and the service worker: the sealed list, this phone's items, and who is sending.
   Each purpose has a database of its own with these stores (`scans` is called so on phones that hold some since check-in was alone):

   links   {link, device, language, label, event, list: {sealed, made_at, dies_at, ahead}, seen}
   scans   one row an item: {key, link, event, order, state, kind, at, sealed, …what the purpose adds, …the server's answer}
           state: "saved" (waits to be sent), "done" (the server has answered), "aside" (the server could not read it: tried again
           when the page is opened), "orphan" (its link was withdrawn)
   leases  {link, holder, until}: one tab or worker sends at a time */
"use strict";

(function () {
  const field = (self.field = self.field || {});
  const LAST = Number.MAX_SAFE_INTEGER;

  function asked(request) {
    return new Promise(function (resolve, reject) {
      request.onsuccess = function () {
        resolve(request.result);
      };
      request.onerror = function () {
        reject(request.error);
      };
    });
  }

  function finished(transaction) {
    return new Promise(function (resolve, reject) {
      transaction.oncomplete = function () {
        resolve();
      };
      transaction.onabort = transaction.onerror = function () {
        reject(transaction.error || new Error("the phone did not keep it"));
      };
    });
  }

  function build(database) {
    database.createObjectStore("links", { keyPath: "link" });
    database.createObjectStore("leases", { keyPath: "link" });
    const scans = database.createObjectStore("scans", { keyPath: "key" });
    scans.createIndex("state", ["link", "state", "order"]);
    scans.createIndex("order", ["link", "order"]);
    scans.createIndex("orphans", ["event", "state"]);
  }

  function inState(link, state) {
    return IDBKeyRange.bound([link, state, 0], [link, state, LAST]);
  }

  /* Opens the phone's store for a purpose; refused in some private windows: the promise fails then. */
  async function open(purpose) {
    const request = self.indexedDB.open(purpose.database, 1);
    request.onupgradeneeded = function () {
      build(request.result);
    };
    const database = await asked(request);
    database.onversionchange = function () {
      database.close();
    };

    /* One transaction; what it wrote is on the phone when the promise is kept. */
    async function change(stores, act) {
      const transaction = database.transaction(stores, "readwrite", { durability: "strict" });
      const end = finished(transaction);
      let result;
      try {
        result = await act(transaction);
      } catch (error) {
        end.catch(function () {});
        try {
          transaction.abort();
        } catch (already) {
          /* it ended by itself */
        }
        throw error;
      }
      await end;
      return result;
    }

    function scansOf(transaction) {
      return transaction.objectStore("scans");
    }

    return {
      close: function () {
        database.close();
      },
      link: function (link) {
        return asked(database.transaction("links").objectStore("links").get(link));
      },
      keepLink: function (record) {
        return change(["links"], function (transaction) {
          transaction.objectStore("links").put(record);
        });
      },
      scan: function (key) {
        return asked(database.transaction("scans").objectStore("scans").get(key));
      },
      keep: function (scans) {
        return change(["scans"], function (transaction) {
          scans.forEach(function (scan) {
            scansOf(transaction).put(scan);
          });
        });
      },
      /* What waits to be sent, oldest first. */
      waiting: function (link, most) {
        return asked(database.transaction("scans").objectStore("scans").index("state").getAll(inState(link, "saved"), most));
      },
      /* {saved: written on this phone, sent: answered by the server}; read in one moment. */
      counts: async function (link) {
        const index = database.transaction("scans").objectStore("scans").index("state");
        const numbers = await Promise.all([
          asked(index.count(inState(link, "saved"))),
          asked(index.count(inState(link, "done"))),
          asked(index.count(inState(link, "aside"))),
        ]);
        return { saved: numbers[0] + numbers[1] + numbers[2], sent: numbers[1] };
      },
      /* The newest first. */
      history: function (link, most) {
        return new Promise(function (resolve, reject) {
          const found = [];
          const index = database.transaction("scans").objectStore("scans").index("order");
          const walk = index.openCursor(IDBKeyRange.bound([link, 0], [link, LAST]), "prev");
          walk.onerror = function () {
            reject(walk.error);
          };
          walk.onsuccess = function () {
            const cursor = walk.result;
            if (!cursor || found.length >= most) {
              resolve(found);
              return;
            }
            found.push(cursor.value);
            cursor.continue();
          };
        });
      },
      /* Answers of the server into the items they belong to; an item that was answered meanwhile stays as it is. */
      settle: function (answers) {
        return change(["scans"], async function (transaction) {
          const kept = await Promise.all(
            answers.map(function (answer) {
              return asked(scansOf(transaction).get(answer.key));
            })
          );
          kept.forEach(function (scan, place) {
            if (scan && scan.state === "saved") {
              scansOf(transaction).put(Object.assign(scan, answers[place], { state: "done" }));
            }
          });
        });
      },
      setAside: function (key) {
        return change(["scans"], async function (transaction) {
          const scan = await asked(scansOf(transaction).get(key));
          scansOf(transaction).put(Object.assign(scan, { state: "aside" }));
        });
      },
      takeUp: function (link) {
        return change(["scans"], async function (transaction) {
          const aside = await asked(scansOf(transaction).index("state").getAll(inState(link, "aside")));
          aside.forEach(function (scan) {
            scansOf(transaction).put(Object.assign(scan, { state: "saved" }));
          });
        });
      },
      /* The list is removed and what names somebody in what was sent; the items themselves stay and are counted. */
      forgetList: function (link) {
        return change(["links", "scans"], async function (transaction) {
          const links = transaction.objectStore("links");
          const record = await asked(links.get(link));
          if (record) {
            delete record.list;
            links.put(record);
          }
          const done = await asked(scansOf(transaction).index("state").getAll(inState(link, "done")));
          done.forEach(function (scan) {
            delete scan.sealed;
            scansOf(transaction).put(scan);
          });
        });
      },
      /* A withdrawn link: everything goes but the bare items that were not sent, which another link of this event may send.
         Resolves to {unsent, lost}: how many had not been sent, and how many of those are not bare and so are lost. */
      forgetLink: function (link) {
        return change(["links", "scans"], async function (transaction) {
          const all = await asked(scansOf(transaction).index("order").getAll(IDBKeyRange.bound([link, 0], [link, LAST])));
          const unsent = all.filter(function (scan) {
            return scan.state !== "done";
          });
          all.forEach(function (scan) {
            if (scan.state !== "done" && purpose.isBare(scan)) {
              delete scan.sealed;
              scansOf(transaction).put(Object.assign(scan, { state: "orphan" }));
            } else {
              scansOf(transaction).delete(scan.key);
            }
          });
          transaction.objectStore("links").delete(link);
          const lost = unsent.filter(function (scan) {
            return !purpose.isBare(scan);
          });
          return { unsent: unsent.length, lost: lost.length };
        });
      },
      /* Items of this event that a withdrawn link left on this phone are sent by the link that is open now. */
      adopt: function (link, event) {
        return change(["scans"], async function (transaction) {
          const orphans = await asked(scansOf(transaction).index("orphans").getAll(IDBKeyRange.only([event, "orphan"])));
          orphans.forEach(function (scan) {
            scansOf(transaction).put(Object.assign(scan, { link: link, state: "saved" }));
          });
          return orphans.length;
        });
      },
      /* Whether `holder` may send for `milliseconds` from now on; another one's turn ends by itself. */
      lease: function (link, holder, milliseconds) {
        return change(["leases"], async function (transaction) {
          const leases = transaction.objectStore("leases");
          const held = await asked(leases.get(link));
          const now = Date.now();
          if (held && held.holder !== holder && held.until > now && held.until < now + 10 * milliseconds) {
            return false;
          }
          leases.put({ link: link, holder: holder, until: now + milliseconds });
          return true;
        });
      },
      leaseOf: function (link) {
        return asked(database.transaction("leases").objectStore("leases").get(link));
      },
      /* The turn of `holder` is over; only the one that ends at `until`, if that is given. */
      release: function (link, holder, until) {
        return change(["leases"], async function (transaction) {
          const leases = transaction.objectStore("leases");
          const held = await asked(leases.get(link));
          if (held && held.holder === holder && (!until || held.until === until)) {
            leases.delete(link);
          }
        });
      },
    };
  }

  field.store = { open: open };
})();
