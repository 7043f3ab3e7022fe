// Sliders beside the numbers; when one moves, the server's answer for the new address takes the place of the figures.

const form = document.querySelector("[data-trying]");
let waiting = 0;
let asked = 0;

if (form) begin();

function begin() {
  for (const slider of form.querySelectorAll("input[type=range]")) {
    const number = document.getElementById(slider.dataset.for);
    slider.hidden = false;
    slider.addEventListener("input", () => { number.value = slider.value; later(); });
    number.addEventListener("input", () => { slider.value = plain(number.value); later(); });
  }
  form.addEventListener("submit", (event) => { event.preventDefault(); location.assign(address()); });
}

// Only what differs from the stated values stands in the address.
function address() {
  const values = new URLSearchParams();
  for (const knob of form.querySelectorAll("[data-stated]")) {
    const number = knob.querySelector("input[name]");
    const text = plain(number.value);
    if (text !== "" && Number(text) !== Number(knob.dataset.stated)) values.set(number.name, text);
  }
  return values.size ? `${form.action}?${values}` : form.action;
}

function plain(text) {
  return text.trim().replaceAll(",", "").replace(/%$/, "");
}

function later() {
  clearTimeout(waiting);
  waiting = setTimeout(work, 250);
}

async function work() {
  const mine = ++asked;
  const to = address();
  try {
    const answer = await fetch(to, { headers: { Accept: "text/html" } });
    if (!answer.ok || mine !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine === asked) show(page, to);
  } catch {
    // Without a connection the figures stay as they are; "Work it out" says so.
  }
}

function show(page, to) {
  for (const part of ["[data-totals]", "#together", ".trying__buttons", ...[...form.querySelectorAll("[data-figure]")].map((each) => `[data-figure="${each.dataset.figure}"]`)]) {
    const fresh = page.querySelector(part);
    const old = document.querySelector(part);
    if (fresh && old) old.replaceChildren(...fresh.childNodes);
  }
  const keep = page.querySelector("[aria-labelledby=keep]");
  document.querySelector("[aria-labelledby=keep]")?.remove();
  if (keep) form.after(keep);
  history.replaceState(null, "", to);
}
