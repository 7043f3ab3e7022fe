// After a case: F8 goes on to the next one, as in the form. Enter does too, because the link has the focus.
const next = document.getElementById("next-case");
document.addEventListener("keydown", (event) => {
  if (event.key !== "F8" || !next) return;
  event.preventDefault();
  next.click();
});
