/* The doors of a walk as a purpose of field pages (see field/life.js). An item is {kind: "door", door, soap, pieces, sign}, its
   note sealed; or {kind: "undo", of: the key of an earlier one, door}. Neither names anybody. */
"use strict";

(function () {
  const field = (self.field = self.field || {});
  field.purposes = field.purposes || {};

  field.purposes.walk = {
    path: "walk",
    salt: "walk",
    database: "field-walk",
    isBare: function (item) {
      return !item.sealed;
    },
    itemOf: async function (keys, item) {
      const told = { key: item.key, kind: item.kind, at: item.at };
      if (item.kind === "undo") {
        return Object.assign(told, { of: item.of });
      }
      Object.assign(told, { door: item.door, soap: item.soap, pieces: item.pieces, sign: item.sign });
      return item.sealed ? Object.assign(told, await keys.open(item.sealed, item.key)) : told;
    },
    answerOf: async function (keys, result) {
      return { key: result.key, outcome: result.outcome, why: result.why || "" };
    },
  };
})();
