/* Keys from the token in the page's address, in memory only: what is kept on the phone opens with the link and not without. */
"use strict";

(function () {
  const field = (self.field = self.field || {});
  const NONCE = 12;

  function bytes(text) {
    return new TextEncoder().encode(text);
  }

  function digest(text) {
    return self.crypto.subtle.digest("SHA-256", bytes(text));
  }

  function hex(buffer) {
    return Array.from(new Uint8Array(buffer), function (one) {
      return one.toString(16).padStart(2, "0");
    }).join("");
  }

  function fromBase64(text) {
    const raw = self.atob(text);
    const made = new Uint8Array(raw.length);
    for (let place = 0; place < raw.length; place += 1) {
      made[place] = raw.charCodeAt(place);
    }
    return made;
  }

  /* 22 URL-safe characters that nobody else has. */
  function fresh() {
    const drawn = self.crypto.getRandomValues(new Uint8Array(16));
    return self.btoa(String.fromCharCode.apply(null, drawn)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  /* What a check-in and its list call somebody: 16 hex digits that say nothing to whoever lacks the code. */
  async function hashOf(code) {
    return hex(await digest(code)).slice(0, 16);
  }

  /* {link: the name under which this phone keeps things, open, seal} of a link of this purpose (its `salt`; the server seals the
     list in the same way: `accounts/devices/sealing.py`). Fails without crypto.subtle. */
  async function keysOf(token, purpose) {
    const link = hex(await digest("adalzhol " + purpose.salt + " link:" + token)).slice(0, 32);
    const secret = await digest("adalzhol " + purpose.salt + " list:" + token);
    const key = await self.crypto.subtle.importKey("raw", secret, "AES-GCM", false, ["encrypt", "decrypt"]);

    function how(nonce, about) {
      return { name: "AES-GCM", iv: nonce, additionalData: bytes(about) };
    }

    return {
      link: link,
      /* `sealed` is nonce, ciphertext and tag; `about` what it was bound to. */
      open: async function (sealed, about) {
        const whole = new Uint8Array(sealed);
        const plain = await self.crypto.subtle.decrypt(how(whole.slice(0, NONCE), about), key, whole.slice(NONCE));
        return JSON.parse(new TextDecoder().decode(plain));
      },
      seal: async function (value, about) {
        const nonce = self.crypto.getRandomValues(new Uint8Array(NONCE));
        const hidden = await self.crypto.subtle.encrypt(how(nonce, about), key, bytes(JSON.stringify(value)));
        const whole = new Uint8Array(NONCE + hidden.byteLength);
        whole.set(nonce);
        whole.set(new Uint8Array(hidden), NONCE);
        return whole;
      },
    };
  }

  field.seal = { keysOf: keysOf, hashOf: hashOf, fresh: fresh, fromBase64: fromBase64 };
})();
