/* What a field page says, in every language: the words come with the page, so that they can be changed without a network. */
"use strict";

(function () {
  const field = (self.field = self.field || {});
  const all = JSON.parse(document.getElementById("field-words").textContent);
  let code = document.documentElement.dataset.language || document.documentElement.lang;

  /* The sentence with its values put in: %(name)s. */
  function say(key, values) {
    const sentence = all[code][key];
    return sentence.replace(/%\((\w+)\)[sd]/g, function (whole, name) {
      return values && name in values ? String(values[name]) : whole;
    });
  }

  /* A text in several languages, in the one that is spoken now or the nearest it has. */
  function pick(texts) {
    if (!texts) {
      return "";
    }
    const order = all[code].nearest.split(" ");
    const found = order.find(function (other) {
      return texts[other];
    });
    return found ? texts[found] : "";
  }

  /* Say everything that stands in the page in the language that is spoken now. */
  function put() {
    document.documentElement.lang = code;
    document.title = all[code].title + document.title.slice(document.title.lastIndexOf(" – "));
    document.querySelectorAll("[data-word]").forEach(function (part) {
      part.textContent = all[code][part.dataset.word];
    });
    document.querySelectorAll("[data-word-label]").forEach(function (part) {
      part.setAttribute("aria-label", all[code][part.dataset.wordLabel]);
    });
    document.querySelectorAll(".lang [lang]").forEach(function (link) {
      if (link.lang === code) {
        link.setAttribute("aria-current", "true");
      } else {
        link.removeAttribute("aria-current");
      }
    });
  }

  function speak(other) {
    code = other;
    try {
      self.localStorage.setItem("field-language", other);
    } catch (refused) {
      /* remembered until the page is closed */
    }
    self.history.replaceState(null, "", self.location.pathname); /* an address that asks for another language would win */
    put();
  }

  field.words = {
    say: say,
    pick: pick,
    put: put,
    speak: speak,
    language: function () {
      return code;
    },
  };
})();
