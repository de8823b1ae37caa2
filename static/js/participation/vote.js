// The vote without reloading: each tap changes the number wanted on a card, and the whole number
// is sent; one request at a time per card. Without network the numbers wait while the page is open.
import { followEtat } from "./etat.js";
import { showMessage, showTime } from "./moment.js";

const ATTENTE = 5_000;
const page = /** @type {HTMLElement} */ (document.querySelector("[data-cafe=vote]"));

/** @typedef {{voulu: number, sur: number, occupe: boolean}} Compte `sur`: what the server said last */

/** @type {Map<HTMLFormElement, Compte>} */
const cartes = new Map();
const total = Number(page.dataset.points);
const parCarte = Number(page.dataset.parCarte);

for (const form of page.querySelectorAll("form[data-carte]")) {
  const carte = /** @type {HTMLFormElement} */ (form);
  const miens = Number(carte.querySelector("[data-miens]")?.textContent);
  cartes.set(carte, { voulu: miens, sur: miens, occupe: false });
  carte.addEventListener("submit", (event) => {
    const pas = Number(/** @type {HTMLElement | null} */ (event.submitter)?.dataset.pas);
    if (!pas) return;
    event.preventDefault();
    const compte = /** @type {Compte} */ (cartes.get(carte));
    const plafond = Math.min(parCarte, compte.voulu + restants());
    compte.voulu = Math.max(0, Math.min(plafond, compte.voulu + pas));
    show();
    send(carte, compte);
  });
}

/** @returns {number} the dots left, those on their way counted as given */
function restants() {
  return total - [...cartes.values()].reduce((sum, compte) => sum + compte.voulu, 0);
}

/** Write the numbers, and let press what can be pressed. */
function show() {
  const left = restants();
  pastilles(page.querySelector(".vote-reste"), left, total);
  text(page, "[data-restants]", String(left));
  for (const [carte, { voulu }] of cartes) {
    pastilles(carte, voulu, parCarte);
    text(carte, "[data-miens]", String(voulu));
    const [moins, plus] = carte.querySelectorAll("button");
    // Not `disabled`: the finger's next tap would fall on nothing, and the focus would be lost.
    moins.disabled = plus.disabled = false;
    moins.setAttribute("aria-disabled", String(voulu === 0));
    plus.setAttribute("aria-disabled", String(left <= 0 || voulu >= parCarte));
  }
}

/**
 * @param {HTMLFormElement} carte
 * @param {Compte} compte
 */
async function send(carte, compte) {
  if (compte.occupe || compte.voulu === compte.sur) return;
  compte.occupe = true;
  say(page.dataset.envoi);
  const body = new FormData(carte);
  body.set("points", String(compte.voulu));
  try {
    const headers = { Accept: "application/json" };
    const answer = await fetch(carte.action, { method: "POST", headers, body });
    const said = await answer.json();
    if (answer.ok) {
      compte.sur = said.points;
      say(page.dataset.recu);
    } else if (answer.status === 503) {
      throw new Error(said.message);
    } else {
      compte.voulu = compte.sur;
      say(said.message);
      show();
    }
    compte.occupe = false;
    send(carte, compte);
  } catch {
    say(page.dataset.reseau);
    setTimeout(() => {
      compte.occupe = false;
      send(carte, compte);
    }, ATTENTE);
  }
}

/** @param {string | undefined} dit */
function say(dit) {
  text(page, "[data-dit]", dit ?? "");
}

/**
 * @param {Element | null} place
 * @param {number} pleines
 * @param {number} toutes
 */
function pastilles(place, pleines, toutes) {
  if (place) text(place, "[data-pastilles]", "●".repeat(pleines) + "○".repeat(toutes - pleines));
}

/**
 * @param {Element} place
 * @param {string} selector
 * @param {string} dit
 */
function text(place, selector, dit) {
  const found = place.querySelector(selector);
  if (found && found.textContent !== dit) found.textContent = dit;
}

/** @returns {boolean} whether this page alone knows of some dots */
function waits() {
  return [...cartes.values()].some((compte) => compte.voulu !== compte.sur);
}

if (cartes.size) show();
followEtat(page.dataset.etat ?? "", {
  heure: showTime,
  connected: () => cartes.forEach((compte, carte) => send(carte, compte)),
  known: (etat) => {
    showMessage(etat.message);
    if ((etat.vote ?? "") !== page.dataset.vote && !waits()) location.reload();
  },
  // Results may have been shown, which the state does not tell. Only then: in a hall that writes
  // each page would find another number as soon as it is there, and come again without end.
  changed: (_before, _now, told) => {
    if (told && !cartes.size) location.reload();
  },
});
