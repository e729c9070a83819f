/* Runs before a field page is painted: dark or light as this phone was left, else as it asks for; and the language that the
   address asks for, else the one it was left in. */
"use strict";

(function () {
  var root = document.documentElement;
  function left(name) {
    try {
      return window.localStorage.getItem(name);
    } catch (refused) {
      return null;
    }
  }
  var theme = left("field-theme");
  if (!theme && window.matchMedia && window.matchMedia("(prefers-color-scheme: dark)").matches) {
    theme = "dark";
  }
  root.setAttribute("data-bs-theme", theme === "dark" ? "dark" : "light");
  var asked = /[?&]lang=([a-z]+)\b/.exec(window.location.search);
  var known = (root.getAttribute("data-languages") || "").split(" ");
  [asked && asked[1], left("field-language")].some(function (code) {
    if (code && known.indexOf(code) >= 0) {
      root.setAttribute("data-language", code);
      return true;
    }
    return false;
  });
})();
