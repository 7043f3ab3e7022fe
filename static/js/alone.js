// Follows a case that is answered alone: the count every two seconds, the page again once it is revealed.
const room = document.getElementById("room");
let etag = "";

function follow(state) {
  const moved = String(state.round) !== room.dataset.round || (state.revealed ? "yes" : "no") !== room.dataset.revealed;
  if (moved) {
    window.location.reload();
    return;
  }
  for (const name of ["answered", "asked"]) {
    const place = document.getElementById(`room-${name}`);
    if (place && state[name] !== null) place.textContent = state[name];
  }
}

async function ask() {
  try {
    const answer = await fetch(room.dataset.state, { headers: etag ? { "If-None-Match": etag } : {} });
    if (answer.status === 200) {
      etag = answer.headers.get("ETag") || "";
      follow(await answer.json());
    }
  } catch {
    // No connection: the next turn asks again.
  }
}

if (room) setInterval(ask, 2000);
