/* The style page as a printer would have it: the style sheet for print counts on the screen too. */
"use strict";

for (const link of document.querySelectorAll("link[media=print]")) {
  link.media = "all";
}
