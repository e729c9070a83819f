/* The style page as a printer would have it: what the style sheets say of print counts on the screen too. */
"use strict";

(function () {
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (rule instanceof CSSMediaRule && rule.media.mediaText === "print") {
        rule.media.mediaText = "all";
      }
    }
  }
})();
