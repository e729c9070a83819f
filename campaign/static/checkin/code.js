/* A code as it is typed or read from a badge: look-alike letters folded, the check character judged without a network. */
"use strict";

(function () {
  const checkin = (self.checkin = self.checkin || {});

  /* `rules`: alphabet (in the order of its values), length, alike (a letter of another alphabet to the one it looks like). */
  function judgeWith(rules) {
    function tidy(typed) {
      let made = "";
      for (const letter of typed.toUpperCase()) {
        if (!/[\s.\-–—]/.test(letter)) {
          made += rules.alike[letter] || letter;
        }
      }
      return made;
    }

    function checked(code) {
      let total = 0;
      for (let place = 0; place < rules.length - 1; place += 1) {
        total += (place + 2) * rules.alphabet.indexOf(code[place]);
      }
      return rules.alphabet[total % rules.alphabet.length] === code[rules.length - 1];
    }

    /* {code, wrong}: wrong is "" (a good code), "short", "long", "letter" (with `letter`) or "check". */
    return function judge(typed) {
      const code = tidy(typed);
      const letter = Array.from(code).find(function (one) {
        return rules.alphabet.indexOf(one) < 0;
      });
      if (letter) {
        return { code: code, wrong: "letter", letter: letter };
      }
      if (code.length !== rules.length) {
        return { code: code, wrong: code.length < rules.length ? "short" : "long" };
      }
      return { code: code, wrong: checked(code) ? "" : "check" };
    };
  }

  checkin.codes = { judgeWith: judgeWith };
})();
