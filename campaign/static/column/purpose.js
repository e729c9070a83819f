/* A column as a purpose of field pages (see field/life.js). An item is {car, mark}, {point} or an undo {of: key}; none names anybody. */
"use strict";

(function () {
  const field = (self.field = self.field || {});
  field.purposes = field.purposes || {};

  field.purposes.column = {
    path: "column",
    salt: "column",
    database: "field-column",
    isBare: function () {
      return true;
    },
    itemOf: async function (keys, item) {
      const sent = { key: item.key, kind: item.kind, at: item.at };
      if (item.kind === "undo") {
        return Object.assign(sent, { of: item.of });
      }
      return Object.assign(sent, item.kind === "point" ? { point: item.point } : { car: item.car, state: item.mark });
    },
    /* `told`: when `stands` was so, by the server's clock. */
    answerOf: async function (keys, result) {
      const answer = { key: result.key, outcome: result.outcome, why: result.why || "" };
      return result.told ? Object.assign(answer, { told: result.told, stands: result.stands }) : answer;
    },
  };
})();
