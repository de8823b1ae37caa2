// The live side of a page: `[data-salle]` names the salle, `[data-corps]` is what is kept
// fresh; `[data-bandeau]`, `[data-annonces]` and `[data-annonces-pause]` are optional.
import { announceNews } from "./annonces.js";
import { watchConnexion } from "./bandeau.js";
import { Suivi } from "./connexion.js";

const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-salle]"));

/** What this page follows; null on a page without a salle. */
export const suivi = place ? new Suivi(place.dataset.salle ?? "") : null;

const bandeau = /** @type {HTMLElement | null} */ (document.querySelector("[data-bandeau]"));
const status = /** @type {HTMLElement | null} */ (document.querySelector("[data-annonces]"));
if (suivi && bandeau) watchConnexion(suivi, bandeau);
if (suivi && status) {
  announceNews(suivi, status, document.querySelector("[data-annonces-pause]"));
}
