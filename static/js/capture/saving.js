// Saves answers one at a time and in order. An edit that got no answer is sent again with the same key until it gets one:
// it may have been kept, and the key makes sending it twice harmless. Nothing is stored in the browser.

const DELAYS = [1000, 2000, 4000, 8000, 15000];
const PATIENCE = 15000; // after which a request without an answer is given up and tried again

/** A key nobody else has. crypto.randomUUID is missing on plain http, which is how rooms are often served. */
export function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Saver extends EventTarget {
  #waiting = new Map(); // by ref: what is to be sent, oldest first
  #sending = null;
  #touched = new Set(); // typed and not yet handed over
  #held = new Set(); // refused, or in conflict: waits for the person
  #failures = 0;
  #timer = null;
  #tokenIsOld = false;

  constructor({ url, page, person, token, versions }) {
    super();
    Object.assign(this, { url, page, person, token, versions });
    addEventListener("online", () => this.#again(0));
    addEventListener("focus", () => this.#failures && this.#again(0));
  }

  get isSaved() {
    return !(this.#waiting.size || this.#sending || this.#touched.size || this.#held.size);
  }

  get isHeld() {
    return this.#held.size > 0;
  }

  /** Somebody is typing: not saved until it is handed over with `put` and answered. */
  touch(ref) {
    this.#touched.add(ref);
    this.#tell("saving");
  }

  /** Hands over what stands at `ref` now. */
  put(ref, values, other) {
    this.#touched.delete(ref);
    this.#held.delete(ref);
    this.#waiting.set(ref, { ref, values, other, client_key: newKey() });
    this.#tell(this.#failures ? "failed" : "saving");
    if (!this.#failures) this.#next();
  }

  /** Their answer stands: nothing of mine is left to save at `ref`. */
  drop(ref, version) {
    this.versions.set(ref, version);
    this.#held.delete(ref);
    this.#waiting.delete(ref);
    this.#settle();
  }

  /** Resolves once everything is saved; false when something waits for the person. */
  async flush() {
    while (!this.isSaved) {
      if (this.#held.size) return false;
      await new Promise((resolve) => this.addEventListener("state", resolve, { once: true }));
    }
    return true;
  }

  #next() {
    if (this.#sending || !this.#waiting.size) return;
    const [ref, edit] = this.#waiting.entries().next().value;
    this.#waiting.delete(ref);
    this.#sending = { ...edit, version: this.versions.get(ref) };
    this.#send();
  }

  async #send() {
    clearTimeout(this.#timer);
    this.#timer = null;
    try {
      if (this.#tokenIsOld) await this.#freshToken();
      await this.#answered(await this.#post(this.#sending));
    } catch {
      this.#failed();
    }
  }

  #post(edit) {
    return fetch(this.url, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.token },
      body: JSON.stringify(edit),
      signal: AbortSignal.timeout(PATIENCE),
      redirect: "error",
    });
  }

  async #answered(response) {
    const edit = this.#sending;
    const said = await response.json();
    if (response.ok) return this.#kept(edit, said);
    if (response.status === 409 && said.conflict) return this.#hold(edit, "conflict", said);
    if (response.status === 401) return this.#signedOut();
    if (response.status === 400 && !edit.tokenRenewed) return this.#renew(edit);
    if (response.status >= 500 || response.status === 429) return this.#failed();
    return this.#hold(edit, "refused", said);
  }

  #kept(edit, said) {
    this.#sending = null;
    this.#failures = 0;
    this.versions.set(edit.ref, said.version);
    this.#emit("kept", { ...said, ref: edit.ref });
    this.#settle(said.at);
    this.#next();
  }

  #hold(edit, kind, said) {
    this.#sending = null;
    this.#failures = 0;
    if (!this.#waiting.has(edit.ref) || kind === "conflict") this.#held.add(edit.ref);
    this.#waiting.delete(edit.ref);
    this.#emit(kind, { ...said, ref: edit.ref });
    this.#settle();
    this.#next();
  }

  #signedOut() {
    this.#tokenIsOld = true;
    this.#emit("signedout", {});
    this.#failed();
  }

  #renew(edit) {
    this.#tokenIsOld = true;
    this.#sending = { ...edit, tokenRenewed: true };
    this.#again(0);
  }

  /** The page as it is now holds a token for the session of now; only the person who typed may send it. */
  async #freshToken() {
    const response = await fetch(this.page, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(PATIENCE) });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const form = page.getElementById("review");
    if (!form) {
      this.#emit("signedout", {});
      throw new Error("signed out");
    }
    if (form.dataset.person !== this.person) {
      this.#emit("somebodyelse", {});
      throw new Error("somebody else is signed in");
    }
    this.token = form.querySelector('[name="csrf_token"]').value;
    this.#tokenIsOld = false;
    this.#emit("signedin", {});
  }

  #failed() {
    const delay = DELAYS[Math.min(this.#failures, DELAYS.length - 1)];
    this.#failures += 1;
    this.#tell("failed");
    this.#again(delay);
  }

  #again(delay) {
    clearTimeout(this.#timer);
    if (this.#sending) this.#timer = setTimeout(() => this.#send(), delay);
  }

  #settle(at) {
    if (this.isSaved) this.#tell("saved", at);
    else this.#tell(this.#held.size ? "held" : "saving");
  }

  #tell(state, at = "") {
    this.#emit("state", { state, at });
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
