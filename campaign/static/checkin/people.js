/* The people of the list, opened in memory: found by the hash of their code or by their name. */
"use strict";

(function () {
  const checkin = (self.checkin = self.checkin || {});

  function peopleOf(fold) {
    let people = [];
    let byHash = new Map();

    return {
      take: function (rows) {
        people = rows.map(function (row) {
          return { name: row.n, role: row.r, group: row.g, car: row.c, h: row.h, isIn: Boolean(row.i), key: fold(row.n) };
        });
        byHash = new Map(
          people.map(function (person) {
            return [person.h, person];
          })
        );
      },
      forget: function () {
        people = [];
        byHash = new Map();
      },
      person: function (h) {
        return byHash.get(h);
      },
      find: function (typed, most) {
        return checkin.names.find(people, typed, fold, most);
      },
    };
  }

  checkin.peopleOf = peopleOf;
})();
