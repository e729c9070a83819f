/* Passkeys: a form with data-passkey fetches its challenge, has the browser ask the device ("get" shows a passkey, "create" makes
   one), and goes off with the answer as any form does. Where the browser knows no passkeys the forms stay hidden. */
"use strict";

(function () {
  if (!self.PublicKeyCredential || !navigator.credentials) {
    return;
  }

  function bytes(text) {
    const plain = self.atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  }

  function text(buffer) {
    const plain = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
    return self.btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  /* What came as JSON, as the browser wants it: bytes where bytes are meant. */
  function wish(options) {
    options.challenge = bytes(options.challenge);
    if (options.user) {
      options.user.id = bytes(options.user.id);
    }
    (options.allowCredentials || []).concat(options.excludeCredentials || []).forEach(function (one) {
      one.id = bytes(one.id);
    });
    return { publicKey: options };
  }

  function answer(made) {
    const response = {};
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (name) {
      if (made.response[name]) {
        response[name] = text(made.response[name]);
      }
    });
    if (made.response.getTransports) {
      response.transports = made.response.getTransports();
    }
    return JSON.stringify({ id: made.id, rawId: text(made.rawId), type: made.type, response: response });
  }

  /* The options or, refused, the words that say why. Led elsewhere, who reads has to show first who they are: the page knows. */
  async function asked(form) {
    const sent = new URLSearchParams(new FormData(form));
    const reply = await fetch(form.dataset.options, { method: "POST", body: sent, headers: { Accept: "application/json" } });
    if (reply.redirected) {
      self.location.reload();
      return {};
    }
    const found = await reply.json();
    return reply.ok ? { options: found } : { words: found.words };
  }

  function say(form, words) {
    form.querySelector("[data-said]").textContent = words;
    form.querySelector("button").removeAttribute("aria-busy");
  }

  async function shown(form) {
    let found;
    try {
      found = await asked(form);
    } catch (error) {
      found = { words: form.dataset.away };
    }
    if (!found.options) {
      say(form, found.words || "");
      return;
    }
    try {
      const made = await navigator.credentials[form.dataset.passkey](wish(found.options));
      form.elements.namedItem("answer").value = answer(made);
    } catch (error) {
      say(form, error.name === "InvalidStateError" ? form.dataset.known : form.dataset.failed);
      return;
    }
    form.submit();
  }

  document.querySelectorAll("form[data-passkey]").forEach(function (form) {
    form.hidden = false;
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      event.stopPropagation();
      const button = form.querySelector("button");
      if (button.getAttribute("aria-busy") !== "true") {
        say(form, "");
        button.setAttribute("aria-busy", "true");
        shown(form);
      }
    });
  });
  document.querySelectorAll("[data-no-passkeys]").forEach(function (part) {
    part.hidden = true;
  });
})();
