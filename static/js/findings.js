// The findings page once it stands: copies a sentence, makes a PNG of a chart, and on a wide screen with a pointer lets
// plotly draw over the server's bars so that they answer to the pointer. Without this file everything can still be read.
const script = document.getElementById("findings-script");
const said = document.getElementById("findings-said");

function say(words) {
  said.textContent = "";
  window.setTimeout(() => { said.textContent = words; }, 50);
}

function confirmOn(button, words) {
  const before = button.firstChild.textContent;
  if (button.dataset.busy) return;
  button.dataset.busy = "yes";
  button.firstChild.textContent = words;
  say(words);
  window.setTimeout(() => { button.firstChild.textContent = before; delete button.dataset.busy; }, 2000);
}

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    confirmOn(button, "Copied");
  } catch {
    window.prompt("Copy this sentence:", button.dataset.copy);
  }
}

async function picture(button) {
  try {
    const blob = await drawn(button.dataset.png);
    save(blob, button.dataset.name);
    say("PNG made");
  } catch {
    confirmOn(button, "No PNG: take the SVG");
  }
}

async function drawn(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.statusText);
  const source = URL.createObjectURL(new Blob([await answer.text()], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * 2;
    canvas.height = image.naturalHeight * 2;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, failed) => canvas.toBlob((blob) => blob ? done(blob) : failed(new Error("empty")), "image/png"));
  } finally {
    URL.revokeObjectURL(source);
  }
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy], [data-png]");
  if (!button) return;
  if (button.dataset.copy) copy(button); else picture(button);
});

const wide = window.matchMedia("(min-width: 64em) and (hover: hover)");
const saving = navigator.connection && navigator.connection.saveData;
if (wide.matches && !saving) import(script.dataset.drawing).then(({ drawAll }) => drawAll(script.dataset.plotly));
