// Warns before the session ends, in time to read it and press one button (WCAG 2.2.1). Any answer that is saved counts as
// use, so a room that is working never sees it.

const NOTICE = 5 * 60; // seconds before the end at which the warning appears
const place = document.getElementById("session-end");
const words = document.getElementById("session-end-words");
const button = document.getElementById("stay");
const longest = Date.now() + Number(place.dataset.longest) * 1000; // after which staying is not possible
let end = 0;
let timer = null;

/** The session lasts `seconds` from now, and never beyond its longest. */
function lasts(seconds) {
  end = Math.min(Date.now() + seconds * 1000, longest);
  place.hidden = true;
  watch();
}

/** The clock is read every few seconds, so that a laptop that slept wakes to the right words. */
function watch() {
  clearTimeout(timer);
  const left = Math.round((end - Date.now()) / 1000);
  if (left <= NOTICE) say(left);
  timer = setTimeout(watch, Math.min(20, Math.max(5, left - NOTICE)) * 1000);
}

function say(left) {
  const text = left <= 0 ? ended() : ending(Math.ceil(left / 60));
  button.hidden = left <= 0 || end === longest;
  if (words.textContent !== text) words.textContent = text;
  place.hidden = false;
}

function ended() {
  return "You have been signed out. What you typed is still on this page: sign in again in another tab, then save.";
}

function ending(minutes) {
  const when = `You will be signed out in ${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
  if (end === longest) return `${when}, because this browser has been signed in for a whole day. Save what you have typed.`;
  return `${when}, because nothing was saved for a while.`;
}

async function stay() {
  const response = await fetch(place.dataset.stay, {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRFToken": place.dataset.token },
    signal: AbortSignal.timeout(15000),
  });
  if (response.status === 401) end = Date.now();
  if (response.ok) lasts((await response.json()).seconds);
  else watch();
}

button.addEventListener("click", () =>
  stay().catch(() => {
    words.textContent = "The server did not answer. Press again in a moment.";
  }),
);
addEventListener("casereview:used", () => lasts(Number(place.dataset.idle)));
lasts(Number(place.dataset.seconds));
