// Somebody else changed the same answer: both texts side by side, and the person decides.

/** Shows both at the answer. `choose("mine" | "theirs")` is called once. */
export function showBoth(answer, { by, mine, theirs }, choose) {
  hideBoth(answer);
  const box = document.getElementById("both").content.firstElementChild.cloneNode(true);
  const fill = { by, mine, theirs };
  for (const [place, words] of Object.entries(fill)) box.querySelector(`[data-place="${place}"]`).textContent = words;
  for (const button of box.querySelectorAll("[data-keep]")) {
    button.addEventListener("click", () => {
      box.remove();
      choose(button.dataset.keep);
      answer.focus();
    });
  }
  answer.element.querySelector(".answer__warning").after(box);
}

/** Takes it away again. */
export function hideBoth(answer) {
  answer.element.querySelector(".conflict")?.remove();
}
