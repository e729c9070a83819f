/* Check-in as a purpose of field pages (see field/life.js). An item is a scan ({h} of somebody on the list, else {code}) or
   somebody new, whose name and phone are sealed on the phone until they are sent. */
"use strict";

(function () {
  const field = (self.field = self.field || {});
  field.purposes = field.purposes || {};

  field.purposes.checkin = {
    path: "checkin",
    salt: "check-in",
    database: "field-checkin",
    isBare: function (item) {
      return item.kind === "scan";
    },
    itemOf: async function (keys, scan) {
      const item = { key: scan.key, kind: scan.kind, at: scan.at };
      if (scan.kind === "walk_in") {
        return Object.assign(item, await keys.open(scan.sealed, scan.key));
      }
      return Object.assign(item, scan.h ? { h: scan.h } : { code: scan.code });
    },
    /* Who it was is sealed, the rest is not personal. */
    answerOf: async function (keys, result) {
      const shown = { name: result.name, role: result.role, group: result.group, car: result.car };
      const answer = { key: result.key, outcome: result.outcome, why: result.why || "" };
      answer.first_at = result.first_at || "";
      answer.first_device = result.first_device || "";
      if (shown.name) {
        answer.sealed = await keys.seal(shown, result.key);
      }
      return answer;
    },
  };
})();
