// Scanned too early: the page waits for the séance to open, then gives way to it.
import { followEtat } from "./etat.js";

const page = /** @type {HTMLElement} */ (document.querySelector("[data-cafe=avant]"));
followEtat(page.dataset.etat ?? "", {
  known: ({ phase }) => {
    if (phase !== page.dataset.phase) location.reload();
  },
  changed: () => {},
  connected: () => {},
  heure: () => {},
});
