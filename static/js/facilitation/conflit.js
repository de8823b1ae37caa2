// Somebody was faster: both versions side by side in the dialog, and one gesture to keep either.
import { titleOf } from "./cartes.js";
import { movedOn, waysOut } from "./choix_refus.js";
import { button } from "./message.js";
import { saidNow } from "./plus.js";

/** @typedef {import("./envoi.js").Refus} Refus */

/**
 * @param {HTMLFormElement} form holds what was typed; it gets the version of now
 * @param {Refus} refus
 * @param {() => void} leave closes the dialog
 * @returns {HTMLElement} why, both versions, and what can be done
 */
export function conflict(form, refus, leave) {
  const note = document.createElement("div");
  note.className = "dialogue-refus";
  note.setAttribute("role", "alert");
  note.append(paragraph(refus.message));
  const touchees = movedOn(refus);
  if (touchees.length) {
    note.append(...touchees.map((card) => paragraph(card.dit)), several(form, touchees));
    return note;
  }
  const actuel = refus.actuel;
  if (!actuel || typeof actuel.version !== "number") return note;
  const own = form.elements.namedItem(`version-${actuel.regroupement_id}`);
  if (own instanceof HTMLInputElement) own.value = String(actuel.version);
  else freshen(form, String(actuel.version));
  const { fait, laisse } = tell(note, form, actuel);
  const choices = document.createElement("p");
  choices.className = "actions";
  choices.append(button(fait, () => form.requestSubmit()), button(laisse, leave));
  note.append(choices);
  return note;
}

/**
 * @param {HTMLFormElement} form
 * @param {import("./choix_suivi.js").Choisie[]} touchees of the cards chosen, those that moved on
 */
function several(form, touchees) {
  const choices = document.createElement("p");
  choices.className = "actions";
  choices.append(...waysOut(touchees, () => form.requestSubmit()));
  return choices;
}

/**
 * @param {HTMLFormElement} form
 * @param {string} version
 */
function freshen(form, version) {
  const zone = form.closest(".dialogue") ?? form;
  for (const hidden of zone.querySelectorAll("input[name=version]")) {
    if (hidden instanceof HTMLInputElement) hidden.value = version;
  }
}

/**
 * @param {HTMLElement} note
 * @param {HTMLFormElement} form
 * @param {Record<string, unknown>} actuel
 * @returns {{fait: string, laisse: string}} names of the two gestures
 */
function tell(note, form, actuel) {
  const typed = new FormData(form);
  if (form.dataset.envoi === "renommer") {
    note.append(
      versions(
        lines("Maintenant", `${actuel.titre}`, `${actuel.resume ?? ""}`),
        lines("Ce que vous écriviez", `${typed.get("titre")}`, `${typed.get("resume")}`),
      ),
    );
    return { fait: "Garder ma version", laisse: `Garder la version de ${actuel.qui}` };
  }
  if (form.dataset.envoi === "deplacer") {
    const wished = `${typed.get("regroupement")}`;
    const named = wished === "nouveau" ? `${typed.get("titre")}` : titleOf(wished);
    note.append(
      versions(
        lines("Maintenant", `${actuel.regroupement || "Sans groupe"}`),
        lines("Ce que vous vouliez", named || "Sans groupe"),
      ),
    );
    return { fait: "Déplacer quand même", laisse: "Laisser où elle est" };
  }
  if (form.dataset.envoi === "partager") {
    note.append(
      versions(
        lines("Maintenant", saidNow(form)),
        lines("Ce que vous écriviez", `${typed.get("parties")}`),
      ),
    );
  }
  return { fait: "Le faire quand même", laisse: "Laisser ainsi" };
}

/** @param {...HTMLElement} sides */
function versions(...sides) {
  const found = document.createElement("div");
  found.className = "dialogue-versions";
  found.append(...sides);
  return found;
}

/**
 * @param {string} name
 * @param {string} main
 * @param {string} [more]
 */
function lines(name, main, more = "") {
  const found = paragraph(`${name} : `);
  const strong = document.createElement("strong");
  strong.textContent = main;
  found.append(strong);
  const side = document.createElement("div");
  side.append(found);
  if (more) side.append(paragraph(more));
  return side;
}

/** @param {string} text */
function paragraph(text) {
  const found = document.createElement("p");
  found.textContent = text;
  return found;
}
