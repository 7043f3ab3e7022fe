// Coding by keyboard: a key ticks its code while the focus is in the list; Enter saves; words selected become the quote.
const codes = document.querySelector("[data-codes]");
const words = document.getElementById("words");
const quote = document.getElementById("quote-words");
const live = document.querySelector("[data-live]");

if (codes) {
  if (!location.hash && !document.querySelector(".govuk-error-summary")) {
    codes.querySelector("input").focus({ preventScroll: true });
  }
  codes.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.metaKey || event.ctrlKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      codes.form.requestSubmit();
      return;
    }
    const input = codes.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!input) return;
    event.preventDefault();
    input.checked = !input.checked;
    input.focus();
  });
}

if (words && quote) {
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const said = selection.toString().trim();
    if (said && words.contains(selection.anchorNode) && words.contains(selection.focusNode)) quote.value = said;
  });
}

if (live) {
  live.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.ctrlKey) return;
    event.preventDefault();
    live.requestSubmit();
  });
}
