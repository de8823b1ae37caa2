// « Montrer »: what the room looks at, chosen on the board without leaving it.
import { send } from "./envoi.js";
import { complain, say } from "./message.js";
import { startMiniature } from "./miniature.js";
import { catchUp } from "./suite.js";

/** Listens once; the menu is drawn again with the board. */
export function startShowing() {
  startMiniature();
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches("[data-montrer]")) return;
    event.preventDefault();
    show(form, /** @type {HTMLButtonElement | null} */ (event.submitter));
  });
  // Escape closes the menu and gives the focus back to what opened it.
  document.addEventListener("keydown", (event) => {
    const menu = /** @type {Element} */ (event.target).closest?.("[data-menu-ecran][open]");
    if (event.key === "Escape" && menu instanceof HTMLDetailsElement) close(menu);
  });
  document.addEventListener("click", (event) => {
    const menu = document.querySelector("[data-menu-ecran][open]");
    if (menu instanceof HTMLDetailsElement && !menu.contains(/** @type {Node} */ (event.target))) {
      menu.open = false;
    }
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement | null} button
 */
async function show(form, button) {
  const fields = new FormData(form, button);
  if (fields.get("vue") === "auto") fields.delete("cible");
  const answer = await send(form.action, fields);
  const menu = form.closest("details");
  if (menu) close(menu);
  if (!answer.ok) return complain(answer.refus.message);
  say(`À l’écran de salle : ${button?.textContent?.trim().toLowerCase()}.`);
  catchUp();
}

/** @param {HTMLDetailsElement} menu */
function close(menu) {
  menu.open = false;
  menu.querySelector("summary")?.focus();
}
