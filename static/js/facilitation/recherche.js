// Finds words on the board without asking the server: what does not match steps aside.
import { board } from "./cartes.js";

let wanted = "";

/**
 * @param {string} text
 * @returns {string} without case nor accents
 */
export function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Listens once; the field is redrawn with the body and keeps what was typed. */
export function startSearch() {
  document.addEventListener("input", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (field.id !== "chercher") return;
    wanted = field.value;
    filter();
  });
}

/** After a redraw: the same search over the cards of now. */
export function repeatSearch() {
  const field = document.getElementById("chercher");
  if (!(field instanceof HTMLInputElement)) return;
  if (field.value !== wanted) field.value = wanted;
  filter();
}

function filter() {
  const sought = plain(wanted.trim());
  for (const card of board().querySelectorAll("li[id^='carte-']")) {
    const text = plain(card.querySelector(".parole-texte")?.textContent ?? "");
    /** @type {HTMLElement} */ (card).hidden = sought !== "" && !text.includes(sought);
  }
}
