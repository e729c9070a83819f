/* Check-in on a phone: puts the parts together. A phone that may keep nothing (a private window) sends each one at once. */
"use strict";

(function () {
  const checkin = self.checkin;
  const say = checkin.words.say;
  const rules = JSON.parse(document.getElementById("field-rules").textContent);
  const judge = checkin.codes.judgeWith(rules.code);
  const EVERY = 15 * 60 * 1000;
  const EACH = 700; /* and as much longer as the list is long: five thousand people are renewed once an hour */
  const LOOK = 20 * 1000;
  const AGAIN = 3000;
  const way = {
    address: self.location.pathname,
    changed: changed,
    direct: [],
    fold: checkin.names.folder(rules.fold),
    gone: gone,
    holder: "",
    isGone: false,
    isReady: false,
    language: checkin.words.language,
    last: null,
    store: null,
  };
  const read = { words: "", at: 0 };
  let screen, eyes, showNames, bell;
  let fetched = 0;

  function byId(id) {
    return document.getElementById(id);
  }

  function ring(news) {
    if (bell) {
      bell.postMessage(news);
    }
  }

  /* A card about something that was not written down. */
  function tell(kind, note) {
    way.last = {
      shown: function () {
        return { kind: kind, name: "", facts: "", notes: [say(note)] };
      },
    };
    checkin.phone.buzz(false);
    return screen.card();
  }

  /* ---------- one check-in ---------- */

  /* Write it down; only when it is on the phone is it said. */
  async function keep(scan) {
    if (way.isGone) {
      return;
    }
    const isFirst = !way.record.before(scan, "");
    const isKept = way.store && (await keptBy(scan));
    if (!isKept) {
      await sendAtOnce(scan);
      return;
    }
    way.record.note(scan);
    way.last = { scan: scan };
    checkin.phone.buzz(isFirst);
    await screen.draw();
    byId("card").scrollIntoView({ block: "nearest" });
    ring(scan);
    way.queue.send();
  }

  function keptBy(scan) {
    return way.store.keep([scan]).then(
      function () {
        return true;
      },
      function () {
        return false;
      }
    );
  }

  /* The phone cannot keep it: the server takes it now, or it is said that it is lost. */
  async function sendAtOnce(scan) {
    const item = { key: scan.key, kind: scan.kind, at: scan.at };
    const who = scan.kind === "walk_in" ? await way.record.personOf(scan) : scan.h ? { h: scan.h } : { code: scan.code };
    const answer = await checkin.line.post(way.address, way.language(), way.list.device(), [Object.assign(item, who)]);
    const result = answer.kind === "ok" && answer.body.results && answer.body.results[0];
    if (answer.kind === "gone") {
      await gone();
    } else if (!result) {
      await tell("lost", way.store ? "lost_full" : "lost_net");
    } else {
      const done = Object.assign({}, scan, result, { state: "done", sealed: null });
      way.record.know(scan.key, result);
      way.record.note(done);
      way.direct.push(done);
      way.last = { scan: done };
      checkin.phone.buzz(result.outcome === "in");
      await screen.draw();
    }
  }

  /* The same one again within seconds is shown again and not written down again. */
  async function take(parts) {
    const again = way.record.justNow(parts.h || parts.code);
    if (again) {
      way.last = { scan: again };
      await screen.card();
    } else {
      await keep(way.record.fresh(parts));
    }
  }

  async function takeCode(code) {
    await take(await way.record.scanOf(code));
  }

  /* The camera sees the same badge many times a second. */
  function seen(words) {
    const isSame = words === read.words && Date.now() - read.at < AGAIN;
    read.words = words;
    read.at = Date.now();
    if (isSame) {
      return;
    }
    const found = judge(words.length <= 20 ? words : "");
    if (found.wrong) {
      tell("foreign", "foreign_note");
    } else {
      takeCode(found.code);
    }
  }

  /* ---------- list and queue ---------- */

  function changed() {
    ring("changed");
    screen.draw();
  }

  async function gone() {
    if (way.isGone) {
      return;
    }
    way.isGone = true;
    way.queue.stop();
    eyes.stop();
    const left = way.store ? await way.store.forgetLink(way.keys.link) : { scans: 0, people: 0 };
    way.list.empty();
    way.record.forget();
    way.direct.length = 0;
    way.last = null;
    screen.close(left);
    ring("gone");
  }

  async function fetchList() {
    if (way.isGone) {
      return;
    }
    byId("fetch").setAttribute("aria-busy", "true");
    const answer = await way.list.fetch().catch(function () {
      return { kind: "broken" };
    });
    byId("fetch").removeAttribute("aria-busy");
    if (answer.kind === "gone") {
      await lastTurn();
      return;
    }
    if (answer.kind === "ok") {
      fetched = Date.now();
      screen.notice("dead-words", "");
      await adopt();
    }
    screen.notice("fetch-words", answer.kind === "ok" ? "" : answer.kind === "broken" ? "list_broken" : "list_no_net");
    showNames();
    await screen.draw();
  }

  /* No list any more; what was recorded may still be taken for a while. While it waits, it is tried again. */
  async function lastTurn() {
    await way.list.die();
    showNames();
    await screen.draw();
    if ((await way.queue.send()) === "empty") {
      await gone();
    }
  }

  async function adopt() {
    if (way.store && (await way.store.adopt(way.keys.link, way.event()))) {
      way.queue.send();
    }
  }

  async function die() {
    await way.list.die();
    screen.notice("dead-words", "list_died");
    showNames();
    await screen.draw();
  }

  /* Now and then: a list that is a day old goes; a living one is renewed while there is a net. */
  async function look() {
    if (way.isGone) {
      return;
    }
    if (way.list.isDead()) {
      await die();
      await fetchList();
    } else if (navigator.onLine && !document.hidden && isOld()) {
      await fetchList();
    }
  }

  function isOld() {
    const facts = way.list.facts();
    return Date.now() - fetched > Math.max(EVERY, facts ? facts.count * EACH : 0);
  }

  /* ---------- the beginning ---------- */

  function speakOn() {
    document.querySelectorAll(".lang [lang]").forEach(function (link) {
      link.addEventListener("click", function (event) {
        event.preventDefault();
        checkin.words.speak(link.lang);
        showNames();
        screen.speak();
      });
    });
  }

  async function keepShell() {
    way.isReady = Boolean(way.store) && (await checkin.phone.keepShell(screen.draw));
    await screen.draw();
  }

  function openDoors() {
    eyes = checkin.ways.seen(seen);
    checkin.ways.panels(function (name) {
      if (name !== "camera") {
        eyes.stop();
      }
    })("camera");
    checkin.ways.typed(judge, takeCode);
    showNames = checkin.ways.named(
      way.list,
      function (person) {
        return person.isIn || Boolean(way.record.before({ h: person.h }, ""));
      },
      function (person) {
        take({ kind: "scan", h: person.h });
      }
    );
    checkin.ways.walkIn(async function (person) {
      await keep(await way.record.walkInOf(person));
    });
    byId("fetch").addEventListener("click", fetchList);
    byId("history-all").addEventListener("click", function () {
      screen.lengthen();
      screen.draw();
    });
  }

  /* Other tabs with this link tell one another what they have written down. */
  function hangBell() {
    if (!self.BroadcastChannel) {
      return;
    }
    bell = new self.BroadcastChannel("field-" + way.keys.link);
    bell.onmessage = function (event) {
      if (event.data === "gone") {
        gone();
        return;
      }
      if (event.data.key) {
        way.record.note(event.data);
      }
      screen.draw();
    };
  }

  async function assemble() {
    way.keys = await checkin.seal.keysOf(way.address.split("/").pop());
    way.store = await checkin.phone.store();
    way.holder = checkin.phone.holder();
    way.list = checkin.listOf(way);
    way.person = way.list.person;
    way.event = function () {
      return way.list.event() ? String(way.list.event().id) : "";
    };
    way.record = checkin.recordOf(way);
    screen = checkin.screenOf(way);
    way.queue = checkin.queueOf(way, screen.bar);
    await way.list.restore().catch(function () {});
    way.device = way.list.device();
    await way.record.restore();
    if (way.store) {
      await way.store.takeUp(way.keys.link).catch(function () {});
      await way.list.keep();
    }
  }

  async function begin() {
    checkin.phone.shade(byId("shade"));
    checkin.words.put();
    if (!self.crypto || !self.crypto.subtle) {
      byId("insecure-words").parentNode.hidden = false;
      return;
    }
    await assemble();
    hangBell();
    openDoors();
    speakOn();
    byId("private-words").parentNode.hidden = Boolean(way.store);
    byId("plain").hidden = true;
    byId("app").hidden = false;
    byId("bar").hidden = false;
    await (way.list.isDead() ? die() : screen.draw());
    keepShell().catch(function () {});
    way.queue.send();
    await fetchList();
    self.setInterval(look, LOOK);
    self.addEventListener("online", look);
  }

  begin().catch(function () {
    if (byId("app").hidden) {
      byId("broken-words").parentNode.hidden = false;
    }
  });
})();
