// More than nine options: a box above them that finds one by typing. Without script the whole list is simply there.

/** Puts a box before every long list. `goOn` is what Enter does while the box is empty. */
export function startFinding(goOn) {
  document.querySelectorAll("[data-type-ahead]").forEach((list, number) => new Finder(list, number, goOn));
}

class Finder {
  constructor(list, number, goOn) {
    this.options = [...list.querySelectorAll(".option")];
    this.goOn = goOn;
    const box = document.createElement("p");
    box.className = "find";
    const label = document.createElement("label");
    label.className = "find__label";
    label.htmlFor = `find-${number}`;
    label.textContent = `Type to find one of ${this.options.length}, Enter to choose`;
    this.input = document.createElement("input");
    Object.assign(this.input, { id: label.htmlFor, className: "find__input", autocomplete: "off", spellcheck: false });
    box.append(label, this.input);
    list.before(box);
    this.input.addEventListener("input", (event) => this.#filter(event));
    this.input.addEventListener("keydown", (event) => this.#key(event));
  }

  get shown() {
    return this.options.filter((option) => !option.hidden);
  }

  #filter(event) {
    event?.stopPropagation(); // what is typed here is no answer
    const words = this.input.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const option of this.options) {
      const text = option.textContent.toLowerCase();
      option.hidden = !words.every((word) => text.includes(word));
      option.classList.remove("option--match");
    }
    if (words.length) this.shown[0]?.classList.add("option--match");
  }

  #key(event) {
    if (event.key === "Enter") this.#enter(event);
    if (event.key === "ArrowDown" && this.shown.length) {
      event.preventDefault();
      this.shown[0].querySelector("input").focus();
    }
  }

  #enter(event) {
    event.preventDefault();
    event.stopPropagation();
    if (!this.input.value.trim()) return this.goOn();
    const [first] = this.shown;
    if (!first) return undefined;
    const input = first.querySelector("input");
    input.checked = input.type === "radio" ? true : !input.checked;
    this.input.value = "";
    this.#filter();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    if (input.type === "radio") input.focus();
    return undefined;
  }
}
