// What a press on a card or a group does, and what is said and focused once it is done.
import { arrive } from "./arrivee.js";
import { address, board, cardAt, cardOf, focusCard, focusFirst, heirsOf, idOf, titleOf } from "./cartes.js";
import { chooseNone, chosen, forget } from "./choix.js";
import { openDialog } from "./dialogue.js";
import { send } from "./envoi.js";
import { button, complain, say } from "./message.js";
import { goOn, separate } from "./plus.js";
import { catchUp, present } from "./suite.js";

const DITS = {
  frigo: "Parole mise au frigo.",
  publier: "Parole remise sur le tableau.",
  refuser: "Parole non publiée.",
  noter: "Texte gardé, à confirmer par la personne.",
  isoler: "C’est noté sur la carte.",
  transmettre: "Parole transmise.",
  question: "Parole rangée sous une autre question.",
  renommer: "Groupe renommé.",
  montrer: "Groupe montré à l’écran de salle.",
  dissoudre: "Groupe défait : ses paroles sont à regrouper.",
  reunir: "Groupes réunis.",
};

/** Listens once, on the document: cards are redrawn all the time. */
export function startGestes() {
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const control = /** @type {Element} */ (event.target).closest("[data-geste]");
    if (!(control instanceof HTMLElement) || !board().contains(control)) return;
    event.preventDefault();
    // The second press of an impatient finger lands on the card that has come up meanwhile.
    if (event.detail < 2) start(control);
  });
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches("[data-mur]")) return;
    event.preventDefault();
    setWall(form, /** @type {HTMLButtonElement | null} */ (event.submitter));
  });
}

/** @param {HTMLElement} control */
function start(control) {
  complain("");
  const geste = control.dataset.geste ?? "";
  const card = cardAt(control);
  if (geste === "separer") separate(control);
  else if (card && (geste === "frigo" || geste === "publier")) act(card, geste);
  else if (card) openCard(card, geste);
  else if (geste === "nouveau-groupe") openNewGroup([...chosen().keys()]);
  else openGroup(control, geste);
}

/**
 * @param {HTMLElement} card
 * @param {string} geste
 * @param {string} [version] the one that the page showed
 */
async function act(card, geste, version = card.dataset.version ?? "") {
  const heirs = heirsOf(card);
  const url = address(`contributions/${idOf(card)}/${geste}`);
  const answer = await send(url, { version });
  if (!answer.ok) {
    const now = answer.refus.actuel?.version;
    const again = () => act(cardOf(idOf(card)) ?? card, geste, String(now));
    complain(answer.refus.message, now ? [button("Le faire quand même", again)] : []);
    catchUp();
    return;
  }
  leave(card, heirs, geste);
}

/**
 * @param {HTMLElement} card
 * @param {string} geste « plus » offers what the card has no button for
 */
export async function openCard(card, geste) {
  const id = idOf(card);
  const heirs = heirsOf(card);
  const buttons = [...card.querySelectorAll("[data-geste]")].map((b) => b.getAttribute("data-geste"));
  const wanted = (/** @type {string} */ section) =>
    geste === "plus" ? !buttons.includes(section) : section === geste;
  const problem = await openDialog(
    address(`contributions/${id}`),
    wanted,
    (envoi, corps) => {
      const now = cardOf(id) ?? card;
      if (envoi === "deplacer") arrive(now, corps, heirs);
      else if (["noter", "isoler", "transmettre"].includes(envoi)) stay(id, geste, envoi);
      else if (corps.aller) goOn(envoi, corps.aller);
      else leave(now, heirs, envoi);
    },
    () => focusCard(cardOf(id), geste),
  );
  if (problem) complain(problem);
}

/**
 * The card is drawn again where it was.
 * @param {string} id
 * @param {string} geste
 * @param {string} envoi
 */
function stay(id, geste, envoi) {
  say(DITS[/** @type {keyof typeof DITS} */ (envoi)]);
  catchUp();
  focusCard(cardOf(id), geste);
}

/**
 * @param {HTMLElement} card
 * @param {string[]} heirs
 * @param {string} geste
 */
function leave(card, heirs, geste) {
  forget(idOf(card));
  focusFirst(heirs);
  say(DITS[/** @type {keyof typeof DITS} */ (geste)]);
  catchUp();
}

/** @param {string[]} cards ids of the cards ticked at first */
export async function openNewGroup(cards) {
  const query = new URLSearchParams({ question: board().dataset.question ?? "" });
  for (const card of cards) query.append("contributions", card);
  const problem = await openDialog(
    `${address("regroupements/nouveau")}?${query}`,
    () => true,
    (_envoi, corps) => showGroup(corps.id),
    () => focusControl("nouveau-groupe"),
  );
  if (problem) complain(problem);
}

/** @param {string} id */
async function showGroup(id) {
  chooseNone();
  await present(`groupe-${id}`);
  document.getElementById(`groupe-${id}`)?.scrollIntoView({ block: "nearest" });
  document.getElementById(`titre-${id}`)?.focus();
  say(`Groupe créé : ${titleOf(id)}.`);
  catchUp();
}

/**
 * @param {HTMLElement} control
 * @param {string} geste
 */
async function openGroup(control, geste) {
  const group = control.closest("section[id^='groupe-']");
  if (!group) return;
  const id = group.id.slice("groupe-".length);
  const around = [group.nextElementSibling, group.previousElementSibling].flatMap((e) =>
    e?.id ? [e.id] : [],
  );
  const wanted = (/** @type {string} */ section) =>
    geste === "renommer" ? section === "renommer" : section !== "renommer";
  const back = () => focusCard(document.getElementById(group.id), geste);
  const problem = await openDialog(
    address(`regroupements/${id}`),
    wanted,
    (envoi, corps) => {
      if (envoi === "reunir") focusFirst([`groupe-${corps.id}`, ...around, "defile-groupes"]);
      else if (envoi === "dissoudre") focusFirst([...around, "defile-groupes"]);
      else back();
      say(DITS[/** @type {keyof typeof DITS} */ (envoi)]);
      catchUp();
    },
    back,
  );
  if (problem) complain(problem);
}

/** @param {string} geste */
function focusControl(geste) {
  const control = board().querySelector(`[data-geste="${geste}"]`);
  if (control instanceof HTMLElement) control.focus();
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement | null} button
 */
async function setWall(form, button) {
  const answer = await send(form.action, { mur: button?.value ?? "" });
  if (!answer.ok) return complain(answer.refus.message);
  for (const other of form.querySelectorAll("button")) {
    other.setAttribute("aria-pressed", String(other === button));
  }
  say(`Écran de salle : ${button?.textContent?.trim().toLowerCase()}.`);
  catchUp();
}
