// What stands on the screen: opens and closes gated questions in place, walks through the steps, and keeps the address.

import { asked } from "./gates.js";

export class Steps {
  constructor(form, answers, { stops, facts }) {
    Object.assign(this, { form, answers, stops, facts });
    this.view = form.dataset.view;
    this.at = form.dataset.at;
    this.current = null; // the answer a person is at
    this.keys = true;
  }

  /** The stops that are asked now. */
  get open() {
    const codes = new Map([...this.answers.values()].filter((a) => a.isAnswered).map((a) => [a.ref, a.values]));
    return asked(this.stops, this.facts, codes);
  }

  /** The names of the steps, in order, under the present view. */
  get names() {
    if (this.view === "all") return ["all"];
    const part = this.view === "section" ? "section" : "id";
    return [...new Set(this.open.map((stop) => stop[part]))];
  }

  holds(stop) {
    return this.view === "all" || this.at === (this.view === "section" ? stop.section : stop.id);
  }

  /** The answers on the screen, in order. */
  get here() {
    return this.open.filter((stop) => this.holds(stop)).flatMap((stop) => stop.refs.map((ref) => this.answers.get(ref)));
  }

  get isLast() {
    const names = this.names;
    return names.at(-1) === this.at && this.here.at(-1) === this.current;
  }

  /** Brings the page in line with the answers and the step. */
  render() {
    const open = this.open;
    for (const stop of this.stops) {
      const question = document.getElementById(`q-${stop.id}`);
      const shown = open.includes(stop) && this.holds(stop);
      if (shown && question.hidden && this.drawn) question.classList.add("question--arrives");
      question.hidden = !shown;
      this.#tag(question);
    }
    for (const section of this.form.querySelectorAll("section[data-section]")) {
      section.hidden = !open.some((stop) => stop.section === section.dataset.section && this.holds(stop));
    }
    this.#progress(open);
    this.#position(open);
    this.drawn = true;
  }

  /** "Actual" beside the option that was chosen at the question this one is compared with. */
  #tag(question) {
    const actual = this.answers.get(question.dataset.actual)?.values;
    if (!actual) return;
    for (const option of question.querySelectorAll(".option")) {
      option.classList.toggle("option--actual", actual.includes(option.dataset.code));
    }
  }

  #progress(open) {
    for (const part of this.form.querySelectorAll(".progress__part")) {
      const its = open.filter((stop) => stop.section === part.dataset.section);
      const done = its.filter((stop) => stop.refs.every((ref) => this.answers.get(ref).isAnswered));
      const bar = part.querySelector("progress");
      bar.max = its.length || 1;
      bar.value = done.length;
      part.toggleAttribute("data-closed", !its.length);
      const name = part.querySelector(".progress__name").textContent;
      part.querySelector("a").setAttribute("aria-label", `${name}: ${done.length} of ${its.length} answered`);
    }
  }

  #position(open) {
    const at = open.findIndex((stop) => stop.refs.includes(this.current?.ref));
    const words = this.view === "all" ? `${open.length} questions` : `Question ${(at < 0 ? 0 : at) + 1} of ${open.length}`;
    for (const place of this.form.querySelectorAll('[data-place="position"]')) place.textContent = words;
    document.getElementById("on-words").textContent = this.isLast ? "Check answers" : "Next question";
  }

  /** Notes which answer the focus is in, and shows the keys that act there. */
  arrive(answer) {
    this.current = answer;
    document.querySelector("#on kbd").textContent = answer.isLong ? "Ctrl Enter" : "Enter"; // in a long text Enter is a new line
    for (const [kind, type] of [["digits", "radio"], ["letters", "checkbox"]]) {
      const keys = answer.inputs.filter((input) => input.type === type && input.dataset.key);
      const hint = document.querySelector(`[data-keys="${kind}"]`);
      hint.hidden = !keys.length;
      if (keys.length) hint.querySelector("[data-place]").textContent = keys.at(-1).dataset.key;
    }
    this.#position(this.open);
  }

  /** Goes to the next (1) or previous (-1) answer, over the edge of the step if need be. False at either end. */
  move(by) {
    const here = this.here;
    const beside = here[here.indexOf(this.current) + by];
    if (this.current && beside) return this.#focus(beside);
    const name = this.names[this.names.indexOf(this.at) + by];
    if (!name) return false;
    this.show(this.view, name);
    return this.#focus(this.here.at(by > 0 ? 0 : -1));
  }

  /** Shows another step or view, and puts it in the address so that Back and a reload find it. */
  show(view, at, { push = true } = {}) {
    this.view = view;
    this.at = this.#named(at) ?? this.names[0];
    document.body.classList.remove("capture--section", "capture--question", "capture--all");
    document.body.classList.add(`capture--${view}`);
    for (const link of document.querySelectorAll(".top__view")) {
      link.toggleAttribute("aria-current", link.dataset.view === view);
    }
    if (push) history.pushState({ view, at: this.at }, "", this.address());
    this.render();
    document.getElementById("main-content").scrollTop = 0;
  }

  /** A step by the name of a step, a section or a question. */
  #named(at) {
    if (this.names.includes(at)) return at;
    const stop = this.stops.find((each) => each.id === at) ?? this.open.find((each) => each.section === at);
    const name = this.view === "all" ? "all" : stop?.[this.view === "section" ? "section" : "id"];
    return this.names.includes(name) ? name : undefined;
  }

  /** The address of what is on the screen. */
  address() {
    const found = new URL(this.form.dataset.form, location.href);
    found.searchParams.set("view", this.view);
    found.searchParams.set("at", this.at);
    if (!this.keys) found.searchParams.set("keys", "off");
    return found.href;
  }

  /** The first answer of the step that is still blank, or the first. */
  begin() {
    const here = this.here;
    this.#focus(here.find((answer) => !answer.isAnswered) ?? here[0]);
  }

  #focus(answer) {
    this.arrive(answer);
    answer.focus();
    return true;
  }
}
