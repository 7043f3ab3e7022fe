// A survey on a phone: all pages are here from the start, so that a dead zone stops nobody. What is given lies in this
// tab's storage until it is sent, under one key, so that however often it is sent it counts once.
"use strict";
(() => {
  const form = document.getElementById("survey");
  const sections = [...document.getElementById("pages").content.children];
  const frame = document.getElementById("frame").content;
  const BUSY = "The survey cannot take them just now.";
  const STRANGER = "Something on the way answered in its place, such as a Wi-Fi that wants you to sign in.";
  const store = `survey:${form.dataset.token}`;
  const byId = (id) => document.getElementById(id);
  const asks = () => [...form.querySelectorAll(".ask")];
  const fresh = () => ({ key: form.elements.client_key.value, page: -1, given: {}, sending: false });
  let state = read();
  let wait = 0;
  let busy = false;
  let why = "";
  let settling = 0;
  let start = null; // the page before the first, for going back to it without a signal

  function read() {
    try { return JSON.parse(sessionStorage.getItem(store)) || fresh(); } catch { return fresh(); }
  }
  function keep() {
    try { sessionStorage.setItem(store, JSON.stringify(state)); } catch { /* private mode: memory has to do */ }
  }

  // Which pages and questions are asked, by the answers so far
  const codes = (ref) => state.given[ref] || [];
  function open(gate) {
    if (!gate) return true;
    const [kind, ...rest] = gate;
    if (kind === "is") return codes(rest[0]).some((code) => rest[1].includes(code));
    return kind === "all" ? rest[0].every(open) : rest[0].some(open);
  }
  const isOpen = (ask) => open(ask.dataset.gate ? JSON.parse(ask.dataset.gate) : null);
  const route = () => sections.map((_, n) => n).filter((n) => [...sections[n].querySelectorAll(".ask")].some(isOpen));

  function collect() {
    for (const ask of asks()) {
      const ref = ask.dataset.ref;
      const boxes = [...ask.querySelectorAll(`input[type=radio], input[type=checkbox]`)];
      if (boxes.length) state.given[ref] = boxes.filter((box) => box.checked).map((box) => box.value);
      for (const text of ask.querySelectorAll(".box, textarea")) state.given[text.name] = text.value ? [text.value] : [];
      if ("box" in ask.dataset && codes(`${ref}--other`).some((text) => text.trim())) state.given[ref] = [];
    }
    keep();
  }
  function fill(ask) {
    const ref = ask.dataset.ref;
    for (const box of ask.querySelectorAll("input[type=radio], input[type=checkbox]")) box.checked = codes(ref).includes(box.value);
    for (const text of ask.querySelectorAll(".box, textarea")) text.value = codes(text.name)[0] || "";
    for (const none of ask.querySelectorAll(".none")) none.setAttribute("aria-pressed", codes(ref).includes(none.value));
    ask.hidden = !isOpen(ask);
  }

  function show(number, push = true) {
    const pages = route();
    const at = pages.indexOf(number);
    if (at < 0) return;
    state.page = number;
    keep();
    if (push) history.pushState({ page: number }, "");
    start ??= [...form.childNodes];
    form.replaceChildren(...frame.cloneNode(true).childNodes);
    const here = byId("here");
    here.replaceChildren(...sections[number].cloneNode(true).childNodes);
    here.querySelectorAll(".ask").forEach(fill);
    byId("where").textContent = `Page ${at + 1} of ${pages.length}`;
    Object.assign(byId("progress"), { max: pages.length, value: at + 1 });
    byId("go").textContent = at + 1 === pages.length ? "Send my answers" : "Continue";
    byId("back").hidden = at === 0;
    settle();
    scrollTo(0, 0);
    here.querySelector("h1").focus({ preventScroll: true });
  }

  // The second tap of two must not fall on the page that has just come, where it would answer what nobody has read
  function settle() {
    const buttons = form.querySelectorAll("button:not(.unseen)"); // Enter goes on at once
    buttons.forEach((button) => { button.disabled = true; });
    clearTimeout(settling);
    settling = setTimeout(() => buttons.forEach((button) => { button.disabled = false; }), 300);
  }

  const answered = (ask) => {
    const ref = ask.dataset.ref;
    return codes(ref).length > 0 || ("box" in ask.dataset && codes(`${ref}--other`).some((text) => text.trim()));
  };
  function complain(ask) {
    const text = "box" in ask.dataset ? "Type an answer, or use the button under the box." : "Answer this question to go on.";
    const line = ask.querySelector(".problem");
    line.hidden = false;
    line.querySelector("[data-problem]").textContent = text;
  }
  function complete() {
    const missing = asks().filter((ask) => isOpen(ask) && "required" in ask.dataset && !answered(ask));
    for (const line of form.querySelectorAll(".problem")) line.hidden = true;
    missing.forEach(complain);
    missing[0]?.querySelector("input, textarea")?.focus();
    return missing.length === 0;
  }

  function strip(head, text) {
    byId("kept").hidden = !head;
    byId("kept-head").textContent = head;
    byId("kept-text").textContent = text;
  }
  function count() {
    const refs = new Set(Object.entries(state.given).filter(([, v]) => v.length).map(([name]) => name.replace("--other", "")));
    return refs.size === 1 ? "Your 1 answer is safe." : `Your ${refs.size} answers are safe.`;
  }
  function line() {
    if (navigator.onLine && !wait) strip("", "");
    else strip(state.sending ? "Kept on this phone, will be sent." : "Kept on this phone.", `${navigator.onLine && why || "No signal just now."} ${count()}`);
  }

  async function send() {
    if (busy) return;
    busy = true;
    state.sending = true;
    keep();
    const body = new URLSearchParams({ client_key: state.key, go: "send", page: "-1" });
    for (const [name, values] of Object.entries(state.given)) for (const value of values) body.append(name, value);
    if (state.page >= 0) byId("go").textContent = "Sending";
    why = "";
    let said = {};
    try {
      const answer = await fetch(location.pathname, { method: "POST", body, headers: { Accept: "application/json" }, cache: "no-store", signal: AbortSignal.timeout?.(20000) });
      why = answer.status >= 500 || answer.status === 429 ? BUSY : STRANGER;
      said = await answer.json();
      if (!said.sent && !("page" in said)) throw new Error("not the survey");
    } catch {
      return later();
    } finally {
      busy = false;
    }
    wait = 0;
    if (said.sent) {
      sessionStorage.removeItem(store);
      location.replace(said.next);
      return;
    }
    state.sending = false;
    show(said.page, false);
    if (said.message) strip("Not sent.", said.message);
    else complete();
  }
  function later() {
    wait = Math.min(wait * 2 || 2, 30);
    line();
    if (state.page >= 0) byId("go").textContent = "Send my answers";
    setTimeout(() => state.sending && send(), wait * 1000);
  }

  function next() {
    if (state.page < 0) {
      if ("own" in form.dataset) navigator.sendBeacon(`${location.pathname}/started`);
      return show(route()[0]);
    }
    collect();
    if (!complete()) return;
    const after = route().filter((n) => n > state.page);
    if (after.length) show(after[0]);
    else send();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter;
    if (button?.value === "back" && button.name === "go") {
      collect();
      show(route().filter((n) => n < state.page).pop());
      return;
    }
    if (button?.classList.contains("none")) {
      const ref = button.name;
      for (const box of form.querySelectorAll(".box")) box.value = "";
      collect();
      state.given[ref] = [button.value];
      keep();
      fill(button.closest(".ask"));
    }
    next();
  });
  form.addEventListener("input", () => {
    collect();
    asks().forEach((ask) => { ask.hidden = !isOpen(ask); });
    form.querySelectorAll(".none").forEach((none) => none.setAttribute("aria-pressed", codes(none.name).includes(none.value)));
  });
  addEventListener("popstate", (event) => {
    const page = event.state?.page ?? -1;
    if (page >= 0) return show(page, false);
    state.page = -1;
    keep();
    if (start) form.replaceChildren(...start);
  });
  addEventListener("online", () => { if (state.sending) send(); else line(); });
  addEventListener("offline", line);

  function resume() {
    if (state.page >= 0 && !start) { // not where a quick thumb has begun already
      show(state.page, false);
      history.replaceState({ page: state.page }, "");
      if (state.sending) send();
    }
    line();
  }
  addEventListener("DOMContentLoaded", resume); // the button is still on its way here
})();
