/* Names found however they are typed: the twin of `campaign.core.text.fold`, with the same tables, which come from there. */
"use strict";

(function () {
  const checkin = (self.checkin = self.checkin || {});
  const INVISIBLE = new RegExp("\\p{C}", "gu");
  const KEPT = new RegExp("[\\p{L}\\p{N}]", "u");
  const MARK = new RegExp("\\p{M}", "gu");

  function eachLetter(text, change) {
    let made = "";
    for (const letter of text) {
      made += change(letter);
    }
    return made;
  }

  /* `rules`: cases (letters that fold otherwise than they are lowered), letters (to their spelling), pairs (in this order). */
  function folder(rules) {
    const seen = new Map();

    function word(typed) {
      const spelled = eachLetter(typed, function (letter) {
        const lowered = letter in rules.cases ? rules.cases[letter] : letter.toLowerCase();
        return eachLetter(lowered, function (small) {
          return small in rules.letters ? rules.letters[small] : small;
        });
      });
      let plain = spelled.normalize("NFKD").replace(MARK, "");
      rules.pairs.forEach(function (pair) {
        plain = plain.split(pair[0]).join(pair[1]);
      });
      const kept = eachLetter(plain, function (letter) {
        if (KEPT.test(letter)) {
          return letter;
        }
        return letter === "-" || /\s/.test(letter) ? " " : "";
      });
      return words(kept.split("ii").join("i")).join(" ");
    }

    function words(text) {
      return text.split(/\s+/).filter(Boolean);
    }

    return function fold(text) {
      return words(text.normalize("NFC").replace(INVISIBLE, " "))
        .map(function (typed) {
          if (!seen.has(typed)) {
            seen.set(typed, word(typed));
          }
          return seen.get(typed);
        })
        .filter(Boolean)
        .join(" ");
    };
  }

  /* Whether every word that is sought begins a word of the name. */
  function begins(key, sought) {
    return sought.every(function (word) {
      return key.startsWith(word) || key.indexOf(" " + word) >= 0;
    });
  }

  /* The first `most` of the people whose `key` answers to what was typed, and how many there are: whole beginnings of words
     first; where there are none, anything that has the words inside. */
  function find(people, typed, fold, most) {
    const sought = fold(typed).split(" ").filter(Boolean);
    if (!sought.length) {
      return { found: [], count: 0 };
    }
    let all = people.filter(function (person) {
      return begins(person.key, sought);
    });
    if (!all.length) {
      all = people.filter(function (person) {
        return sought.every(function (word) {
          return person.key.indexOf(word) >= 0;
        });
      });
    }
    return { found: all.slice(0, most), count: all.length };
  }

  checkin.names = { folder: folder, find: find };
})();
