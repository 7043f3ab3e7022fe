// Keys. Digits and letters act only while the focus is inside the group of options they belong to, and can be switched off.

const CHOSEN = ["radio", "checkbox"];

/** Starts the keys. `on` holds what to do: on, back, nextCase, blank; `isOff()` says whether the keys are switched off. */
export function startKeys(on, isOff) {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.metaKey || document.getElementById("cover").open) return;
    const done = event.ctrlKey ? withControl(event, on) : plain(event, on, isOff());
    if (done) event.preventDefault();
  });
}

function withControl(event, on) {
  if (event.key !== "Enter") return false;
  on.on();
  return true;
}

function plain(event, on, off) {
  if (event.key === "Escape") return act(on.blank);
  if (event.key === "Enter") return goesOn(event.target) && act(on.on);
  if (off) return false;
  if (event.key === "F8") return act(on.nextCase);
  if (event.key === "Backspace") return !isText(event.target) && act(on.back);
  return event.key.length === 1 && choose(event);
}

function act(what) {
  what();
  return true;
}

function isText(target) {
  return target.matches("textarea, input:not([type=radio], [type=checkbox])");
}

/** Enter goes on from an answer; in a long text it is a new line, on a button or a link it presses. */
function goesOn(target) {
  return !target.matches("textarea, button, a, summary, .find__input");
}

/** Chooses or ticks the option whose cap shows this key, in the group that has the focus. */
function choose(event) {
  const group = event.target.closest("[data-answer]");
  if (!group || !CHOSEN.includes(event.target.type)) return false;
  const key = event.key.toLowerCase();
  const input = [...group.querySelectorAll("[data-key]")].find((each) => each.dataset.key === key);
  if (!input) return typeAhead(group, event);
  input.checked = input.type === "radio" ? true : !input.checked;
  input.focus();
  input.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

/** In a long list a letter begins the search; the box takes the letter itself. */
function typeAhead(group, event) {
  if (event.key !== " ") group.querySelector(".find__input")?.focus();
  return false;
}
