// One answer on the page: reads and writes its inputs, whatever kind of question they belong to.

import { warningFor } from "./personal.js";

const CHOSEN = ["radio", "checkbox"];

export class Answer {
  constructor(element) {
    this.element = element;
    this.ref = element.dataset.answer;
    const named = (name) => [...element.querySelectorAll(`[name="${name}"]`)];
    this.inputs = named(this.ref);
    [this.otherInput] = named(`${this.ref}--other`);
    [this.edition] = named(`${this.ref}--edition`);
    this.clearButton = element.querySelector(`[value="clear:${this.ref}"]`);
    this.isChosen = CHOSEN.includes(this.inputs[0].type);
  }

  get version() {
    return Number.parseInt(this.edition.value, 10);
  }

  set version(number) {
    this.edition.value = `${number}.`;
  }

  /** What stands in the inputs: codes that are chosen, or texts as typed. */
  get values() {
    return this.isChosen ? this.inputs.filter((i) => i.checked).map((i) => i.value) : this.inputs.map((i) => i.value);
  }

  get other() {
    return this.otherInput?.value ?? "";
  }

  /** Whether it is typed over several lines. */
  get isLong() {
    return this.inputs[0].matches("textarea");
  }

  get isAnswered() {
    return this.values.some((value) => value.trim() !== "");
  }

  write(values, other) {
    this.inputs.forEach((input, position) => {
      if (this.isChosen) input.checked = values.includes(input.value);
      else input.value = values[position] ?? "";
    });
    if (this.otherInput) this.otherInput.value = other;
    this.refresh();
  }

  /** The clear button is there while there is something to clear. */
  refresh() {
    if (this.clearButton) this.clearButton.hidden = !this.isAnswered;
  }

  /** Goes to the text of an "other" that was chosen and not yet described. Whether there was one. */
  askOther() {
    const wanted = this.otherInput && !this.other && this.inputs.some((i) => i.checked && "other" in i.dataset);
    if (!wanted || document.activeElement === this.otherInput) return false;
    this.otherInput.focus();
    return true;
  }

  /** Where the focus goes when a person comes to this answer. */
  focus() {
    const find = this.element.querySelector(".find__input");
    const target = this.inputs.find((input) => input.checked) ?? find ?? this.inputs[0];
    target.focus({ preventScroll: true });
    this.#show();
  }

  /** Scrolls only if the question cannot be seen whole, and then to where it begins: nothing jumps. */
  #show() {
    const question = this.element.closest(".question");
    const row = this.element.closest(".grid__row");
    const whole = row && row !== question.querySelector(".grid__row") ? row : question;
    const floor = document.getElementById("reads").getBoundingClientRect().top;
    const ceiling = document.querySelector(".progress").getBoundingClientRect().bottom;
    const { top, bottom } = whole.getBoundingClientRect();
    if (top < ceiling || bottom > floor) whole.scrollIntoView({ block: whole === row ? "nearest" : "start" });
  }

  /** Warns of words that may say who somebody is, as they are typed. Whether there is something to warn of. */
  warn() {
    const texts = this.isLong ? this.values : [];
    const words = warningFor([this.other, ...texts]);
    this.say("warning", words);
    return words !== "";
  }

  /** Says something at the answer: kind is "error" or "warning"; no words takes it away. */
  say(kind, words) {
    const place = this.element.querySelector(`.answer__${kind}`);
    if (place.textContent.trim() === words && place.hidden === !words) return;
    place.querySelector(`[data-place="${kind}"]`).textContent = words;
    place.hidden = !words;
  }
}

/** Every answer of the form, by ref, in order. */
export function answersOf(form) {
  return new Map([...form.querySelectorAll("[data-answer]")].map((each) => [each.dataset.answer, new Answer(each)]));
}
