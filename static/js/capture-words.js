// The small forms around a case: a warning beside the words while they are typed, before anything is sent.

import { warningFor } from "./capture/personal.js";

for (const field of document.querySelectorAll("[data-watched], [data-answer] .words, [data-answer] .other__input")) {
  const fact = field.closest("[data-answer]");
  const place = fact?.querySelector(".answer__warning") ?? document.getElementById(`${field.id}-warning`);
  const texts = () => (fact ? [...fact.querySelectorAll(".words, .other__input")] : [field]).map((each) => each.value);
  field.addEventListener("input", () => {
    const words = warningFor(texts());
    if (place.textContent.trim() === words) return;
    (place.querySelector("[data-place]") ?? place).textContent = words;
    place.hidden = !words;
  });
}
