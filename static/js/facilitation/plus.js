// The gestures under « Plus » on a card: folded in its dialog, and where one is once they are done.
import { address, cardOf, focusCard } from "./cartes.js";
import { send } from "./envoi.js";
import { complain, say } from "./message.js";
import { catchUp, present } from "./suite.js";

const DITS = {
  partager: "Idée partagée : ses parties ont pris sa place.",
  rapprocher: "Paroles rapprochées : elle est sous l’autre, avec ses mots.",
  separer: "Parole séparée : elle a de nouveau sa place.",
};

/** @param {HTMLElement} control the button of a word that stands under another */
export async function separate(control) {
  const id = control.closest("li")?.id.slice("proche-".length) ?? "";
  const url = address(`contributions/${id}/separer`);
  const answer = await send(url, { version: control.dataset.version ?? "" });
  if (answer.ok) return goOn("separer", id);
  complain(answer.refus.message);
  catchUp();
}

/**
 * Among others, a long form waits behind its title.
 * @param {HTMLElement} section
 */
export function fold(section) {
  const title = section.querySelector("h2");
  if (!title || section.dataset.repli === undefined) return;
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  details.className = "repli";
  summary.append(title);
  details.append(summary, ...section.childNodes);
  section.append(details);
}

/**
 * @param {HTMLFormElement} form of the page of a card
 * @returns {string} the words of that card as the board shows them now
 */
export function saidNow(form) {
  const id = form.action.split("/").at(-2) ?? "";
  return document.getElementById(`texte-${id}`)?.textContent?.trim() ?? "";
}

/**
 * Another card is where the gesture goes on: the first part, the word that it now stands near.
 * @param {string} envoi
 * @param {string} id
 */
export async function goOn(envoi, id) {
  say(DITS[/** @type {keyof typeof DITS} */ (envoi)] ?? "");
  catchUp();
  await present(`carte-${id}`);
  focusCard(cardOf(id), "plus");
}
