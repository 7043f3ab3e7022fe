// The case form in the browser: answers are saved one by one, gated questions appear at once, everything by keyboard.

import { answersOf } from "./capture/answers.js";
import { hideBoth, showBoth } from "./capture/conflict.js";
import { startCover } from "./capture/cover.js";
import { startFinding } from "./capture/find.js";
import { startKeys } from "./capture/keys.js";
import { Saver } from "./capture/saving.js";
import { Steps } from "./capture/steps.js";

const PAUSE = 700; // of typing, in milliseconds, after which a text is saved
const WARNED_PAUSE = 5000; // where it may say who somebody is: time to read the warning first
const WORDS = { saving: "Saving", failed: "Not saved, will retry", held: "Not saved, see the question" };

const form = document.getElementById("review");
const answers = answersOf(form);
const steps = new Steps(form, answers, JSON.parse(document.getElementById("route").textContent));
const saver = new Saver({
  url: form.dataset.answers,
  page: form.dataset.form,
  person: form.dataset.person,
  token: form.querySelector('[name="csrf_token"]').value,
  versions: new Map([...answers.values()].map((answer) => [answer.ref, answer.version])),
});
const blank = startCover();
let typed = null; // the answer whose text is being typed, and the timer that saves it after a pause

// Answers

function put(answer) {
  forget();
  hideBoth(answer);
  answer.say("error", "");
  answer.refresh();
  saver.put(answer.ref, answer.values, answer.other);
}

function forget() {
  clearTimeout(typed?.timer);
  typed = null;
}

function putTyped() {
  if (typed) put(typed.answer);
}

function edited(event) {
  const answer = answers.get(event.target.closest("[data-answer]")?.dataset.answer);
  if (!answer) return;
  if (typed && typed.answer !== answer) putTyped();
  saver.touch(answer.ref);
  if (["radio", "checkbox"].includes(event.target.type)) {
    put(answer);
    steps.render();
  } else {
    forget();
    typed = { answer, timer: setTimeout(() => put(answer), answer.warn() ? WARNED_PAUSE : PAUSE) };
  }
}

function clear(ref) {
  const answer = answers.get(ref);
  answer.write([], "");
  put(answer);
  steps.render();
  answer.focus();
}

// Where to go

async function leave(address) {
  putTyped();
  if (await saver.flush()) location.assign(address);
}

function withView(address) {
  const found = new URL(address, location.href);
  found.searchParams.set("view", steps.view);
  if (!steps.keys) found.searchParams.set("keys", "off");
  return found.href;
}

const go = {
  on: () => {
    putTyped();
    if (steps.current?.askOther()) return;
    if (!steps.move(1)) leave(form.dataset.check);
  },
  back: () => {
    putTyped();
    steps.move(-1);
  },
  nextCase: () => leave(withView(form.dataset.next)),
  blank,
};

function setKeys(wanted) {
  steps.keys = wanted;
  document.body.classList.toggle("capture--keys-off", !wanted);
  const button = form.querySelector('[data-do="keys"]');
  button.setAttribute("aria-pressed", String(wanted));
  button.textContent = wanted ? "Keys on" : "Keys off";
}

// What is said

function showState({ state, at }) {
  const saved = document.getElementById("saved");
  saved.dataset.state = state === "held" ? "failed" : state;
  const upToDate = state !== "failed" && state !== "held";
  document.getElementById("reads-head").textContent = upToDate ? "This case will read" : "This case read, when last saved";
  document.getElementById("saved-words").textContent = state === "saved" ? (at ? `Saved ${at}` : "Saved") : WORDS[state];
}

function notice(words, link) {
  const place = document.getElementById("notice");
  place.replaceChildren(words);
  if (link) {
    const anchor = Object.assign(document.createElement("a"), { href: link, target: "_blank", className: "govuk-link" });
    anchor.textContent = "Sign in in a new tab";
    place.append(" ", anchor);
  }
  place.hidden = !words;
}

saver.addEventListener("state", ({ detail }) => showState(detail));
saver.addEventListener("kept", ({ detail }) => {
  dispatchEvent(new Event("casereview:used"));
  const answer = answers.get(detail.ref);
  answer.version = detail.version;
  if (typed?.answer !== answer) Object.entries(detail.warnings).forEach(([ref, words]) => answers.get(ref)?.say("warning", words));
  readBack(detail.playback, detail.broken);
});
saver.addEventListener("refused", ({ detail }) => answers.get(detail.ref).say("error", detail.message));
saver.addEventListener("conflict", ({ detail }) => {
  const answer = answers.get(detail.ref);
  showBoth(answer, detail, (kept) => {
    answer.version = detail.version;
    if (kept === "mine") {
      saver.versions.set(detail.ref, detail.version);
      return put(answer);
    }
    answer.write(detail.values, detail.other);
    saver.drop(detail.ref, detail.version);
    return steps.render();
  });
});
saver.addEventListener("signedout", () =>
  notice("You have been signed out. What you typed is kept on this page and is saved once you are back.", form.dataset.signIn),
);
saver.addEventListener("somebodyelse", () =>
  notice("Somebody else is signed in in this browser. What you typed waits on this page until you are signed in again."),
);
saver.addEventListener("signedin", () => notice(""));

/** The play-back: [text, is it an answer] pairs, answers in bold; under it what does not fit together. */
function readBack(pieces, broken) {
  const parts = pieces.map(([text, strong]) => {
    if (!strong) return text;
    const bold = document.createElement("strong");
    bold.textContent = text;
    return bold;
  });
  document.getElementById("reads-text").replaceChildren(...(parts.length ? parts : ["Nothing yet."]));
  const rules = document.getElementById("reads-broken");
  rules.textContent = broken.join(" ");
  rules.hidden = !broken.length;
}

// The page

const DO = { keys: () => setKeys(!steps.keys), blank };

form.addEventListener("input", edited);
form.addEventListener("focusout", putTyped);
form.addEventListener("focusin", (event) => {
  const answer = answers.get(event.target.closest("[data-answer]")?.dataset.answer);
  if (answer) steps.arrive(answer);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const [what, ref] = (event.submitter?.value ?? "on").split(":");
  if (what === "clear") clear(ref);
  else ({ on: go.on, back: go.back, "next-case": go.nextCase })[what]?.();
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) DO[button.dataset.do]();
  const link = event.target.closest(".top__view, .progress__link");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    putTyped();
    const found = new URL(link.href).searchParams;
    steps.show(found.get("view"), found.get("at") ?? steps.current?.element.closest("[data-question]").dataset.question);
    steps.begin();
  }
});
addEventListener("popstate", ({ state }) => state && steps.show(state.view, state.at, { push: false }));
addEventListener("beforeunload", (event) => {
  putTyped();
  if (!saver.isSaved) event.preventDefault();
});

startFinding(go.on);
startKeys(go, () => !steps.keys);
for (const hidden of form.querySelectorAll("[data-do][hidden]")) hidden.hidden = false;
document.querySelectorAll(".notice--problem, .conflict").forEach((each) => each.classList.contains("notice--problem") || each.remove());
setKeys(new URLSearchParams(location.search).get("keys") !== "off");
if (matchMedia("(max-width: 63em)").matches) form.querySelector(".side__more").open = false;
history.replaceState({ view: steps.view, at: steps.at }, "", steps.address());
steps.render();
steps.begin();
document.documentElement.dataset.ready = "1";
