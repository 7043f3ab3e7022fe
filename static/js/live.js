// Keeps one part of a page as it stands on the server: asks once a second whether it moved, and fetches it only then.
const part = () => document.getElementById("live");
let etag = "";
let quiet = 0;

async function look() {
  try {
    const answer = await fetch(part().dataset.live, { headers: etag ? { "If-None-Match": etag } : {}, cache: "no-store" });
    quiet = 0;
    if (answer.status === 200) {
      const { version } = await answer.json();
      if (version !== part().dataset.version) await renew();
      etag = version === part().dataset.version ? answer.headers.get("ETag") || "" : ""; // else it has to be asked again
    }
    if (answer.status === 401 || answer.status === 404) return; // signed out: reloading the page says so
  } catch {
    quiet = Math.min(quiet + 1, 10);
  }
  setTimeout(look, 1000 + quiet * 1000);
}

async function renew() {
  const answer = await fetch(location.href, { cache: "no-store" });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("live");
  if (!fresh) return;
  const name = document.activeElement?.value; // a button that has the focus keeps it
  part().replaceWith(document.adoptNode(fresh));
  if (name) [...part().querySelectorAll("button")].find((button) => button.value === name)?.focus();
}

setTimeout(look, 1000);
