// The board: one file per capability, put together here. Without this script, every gesture is
// a page of its own.
import { suivi } from "../live/page.js";
import { watchAccess } from "./acces_perdu.js";
import { startUndo } from "./annuler.js";
import { repaintChoice, startChoice } from "./choix.js";
import { startKeyboard } from "./clavier.js";
import { startListening } from "./ecoute.js";
import { startGestes } from "./gestes.js";
import { equipLists, startDragging } from "./glisser.js";
import { watchPlace } from "./lieu.js";
import { startShowing } from "./montrer.js";
import { startNews } from "./nouvelles.js";
import { startPhotos } from "./photo.js";
import { repeatSearch, startSearch } from "./recherche.js";
import { startMerging } from "./reunir.js";

const page = /** @type {HTMLElement} */ (document.getElementById("contenu"));

function afterRedraw() {
  equipLists();
  repaintChoice();
  repeatSearch();
}

document.documentElement.classList.add("avec-script");
startGestes();
startListening();
startChoice();
startKeyboard();
startDragging();
startNews();
startShowing();
startSearch();
startPhotos();
startUndo();
startMerging();
watchAccess();
watchPlace();
afterRedraw();
document.querySelector(".onglet[aria-current]")?.scrollIntoView({ inline: "nearest", block: "nearest" });
new MutationObserver(afterRedraw).observe(page, { childList: true, subtree: true });

const count = document.querySelector("[data-telephones]");
suivi?.addEventListener("presence", (event) => {
  const { telephones } = /** @type {CustomEvent<{telephones: number}>} */ (event).detail;
  if (!(count instanceof HTMLElement)) return;
  count.hidden = telephones === 0;
  const shown = count.querySelector("[data-telephones-nombre]");
  if (shown && shown.textContent !== String(telephones)) shown.textContent = String(telephones);
});
