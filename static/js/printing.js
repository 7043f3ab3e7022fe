// The button that opens the browser's own print dialogue; without JavaScript the sentence beside it says what to do.

const button = document.querySelector("[data-print]");
button.hidden = false;
button.addEventListener("click", () => window.print());
