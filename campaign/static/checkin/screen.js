/* What check-in shows, drawn anew from what is on the phone: the card of the last one, and the lines of this phone. */
"use strict";

(function () {
  const checkin = (self.checkin = self.checkin || {});
  const field = self.field;
  const byId = field.parts.byId;
  const inTurn = field.parts.inTurn;
  const SHOWN = 20;
  const ALL = 2000;

  /* `way` of field/life.js, with `record`; `last` is on the card. */
  function screenOf(way) {
    const frame = field.screen.of(way);
    let isLong = false;

    function madeAt() {
      const facts = way.list.facts();
      return facts ? facts.made_at : "";
    }

    async function factsOf(scan) {
      return checkin.card.factsOf(scan, await way.record.personOf(scan), way.record.before(scan, madeAt()));
    }

    async function card() {
      const place = byId("card");
      if (!way.last) {
        place.className = "door-card first";
        place.textContent = field.words.say("card_first");
        return;
      }
      if (way.last.shown) {
        checkin.card.show(place, way.last.shown());
        return;
      }
      const kept = way.store ? await way.store.scan(way.last.scan.key) : null;
      checkin.card.show(place, await factsOf(kept || way.last.scan));
    }

    async function past() {
      const most = isLong ? ALL : SHOWN;
      const kept = way.store ? await way.store.history(way.keys.link, most) : [];
      const scans = way.direct.slice().reverse().concat(kept).slice(0, most);
      const rows = await Promise.all(
        scans.map(async function (scan) {
          return checkin.card.line(scan, await factsOf(scan));
        })
      );
      const place = byId("history");
      place.textContent = "";
      rows.forEach(function (row) {
        place.append(row);
      });
      byId("history-none").hidden = rows.length > 0;
      byId("history-all").hidden = isLong || frame.counted().saved + way.direct.length <= SHOWN;
    }

    /* The link is no more: nothing of it stays to be seen. */
    function close(left) {
      ["doors-in", "past", "card"].forEach(function (id) {
        byId(id).hidden = true;
      });
      byId("history").textContent = byId("card").textContent = byId("names").textContent = "";
      frame.close(left);
    }

    return {
      bar: inTurn(frame.bar),
      card: inTurn(card),
      close: close,
      draw: inTurn(async function () {
        frame.list();
        await frame.bar();
        await card();
        await past();
      }),
      lengthen: function () {
        isLong = true;
      },
    };
  }

  checkin.screenOf = screenOf;
})();
