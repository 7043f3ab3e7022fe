// Blanks the screen: a plain cover over everything, so that nobody reads along. Esc again brings the case back.

/** Starts the cover; gives back what blanks the screen. The browser itself closes a dialog on Esc and restores focus. */
export function startCover() {
  const cover = document.getElementById("cover");
  const title = document.title;
  cover.addEventListener("close", () => {
    document.title = title;
  });
  return () => {
    document.title = "Casereview";
    cover.showModal();
  };
}
