// Where the meeting is, in the header of the board: said by the body of the page, which is fetched
// again when a step is reached or the meeting opens; the header is not.
import { suivi } from "../live/page.js";

/** Keeps the header at what the body says. */
export function watchPlace() {
  suivi?.addEventListener("corps", () => {
    const corps = /** @type {HTMLElement | null} */ (document.querySelector("[data-lieu]"));
    const dit = document.querySelector("[data-lieu-dit]");
    if (corps && dit) dit.textContent = corps.dataset.lieu ?? "";
  });
}
