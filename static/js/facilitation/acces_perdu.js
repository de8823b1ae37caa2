// A role withdrawn, a session ended while the board is open: nothing more comes, nothing more can
// be done from here, and what was being typed stays where it is, to be copied.
import { suivi } from "../live/page.js";
import { board } from "./cartes.js";
import { chooseNone } from "./choix.js";
import { equipLists } from "./glisser.js";

const PERDU =
  "Vous n’avez plus accès à ce tableau. Ce que vous écriviez reste ici : copiez-le avant de fermer.";

/** Listens once. */
export function watchAccess() {
  suivi?.addEventListener("refusee", () => {
    board().classList.add("tableau-lecture", "tableau-perdu");
    for (const form of board().querySelectorAll("form")) form.hidden = true;
    for (const tool of board().querySelectorAll("[data-geste]")) tool.setAttribute("hidden", "");
    equipLists();
    chooseNone();
    const toast = document.getElementById("toast");
    if (toast) toast.hidden = true;
    tellDialog();
  });
}

/** A dialog stands over the banner, and would hide it. */
function tellDialog() {
  const dialog = document.querySelector("dialog#dialogue[open]");
  const content = dialog?.querySelector("#dialogue-contenu");
  if (!content) return;
  content.querySelector(".dialogue-refus")?.remove();
  const note = document.createElement("div");
  note.className = "dialogue-refus";
  note.setAttribute("role", "alert");
  const said = document.createElement("p");
  said.textContent = PERDU;
  note.append(said);
  content.prepend(note);
  for (const button of content.querySelectorAll("button[type=submit]")) {
    button.setAttribute("aria-disabled", "true");
  }
}
