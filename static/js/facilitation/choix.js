// Several cards chosen on the board: which ones, as the page showed them, and their boxes. Where
// the choice is used is in plusieurs.js; what others do to these cards, in choix_suivi.js.
import { board, cardAt, cardOf, cardsIn, idOf } from "./cartes.js";

/**
 * A card as the page showed it when it was chosen.
 * @typedef {{version: string, place: string}} Vue its version, and the id of its list
 */

/** @type {Map<string, Vue>} */
const picked = new Map();
/** The last card chosen: the other end of a range. */
let anchor = "";
/** Boxes are shown on every card. */
let open = false;
/** The reader asked for boxes: they stay when the last card is let go. */
let asked = false;

/** Says `choix` when the choice, or whether there is one, has changed. */
export const choix = new EventTarget();

/** @returns {ReadonlyMap<string, Vue>} by id */
export function chosen() {
  return picked;
}

/** @returns {boolean} */
export function isChoosing() {
  return open;
}

/** @returns {number} how many one gesture may be about */
export function limit() {
  return Number(document.getElementById("choix")?.dataset.maximum ?? 0);
}

/** @returns {HTMLElement | null} the last one chosen, if it is on the page */
export function lastChosen() {
  return cardOf(anchor);
}

/** Show the boxes, with no card chosen yet. */
export function startChoosing() {
  asked = true;
  show();
}

/** Let all of them go. */
export function chooseNone() {
  picked.clear();
  asked = false;
  show();
}

/**
 * @param {HTMLElement | null} card
 * @returns {boolean} whether it can be chosen: only published words are moved
 */
export function isChoosable(card) {
  return card?.dataset.statut === "publiee" && !document.querySelector(".tableau-lecture");
}

/**
 * @param {HTMLElement} card
 * @param {boolean} [wanted] the other way round by default
 */
export function choose(card, wanted = !picked.has(idOf(card))) {
  if (wanted) chooseAll([card]);
  else {
    anchor = idOf(card);
    picked.delete(anchor);
    show();
  }
}

/**
 * @param {HTMLElement[]} cards those that can be; no more than the limit of a lot
 * @returns {boolean} false when some are too many
 */
export function chooseAll(cards) {
  let whole = true;
  for (const card of cards.filter(isChoosable)) {
    if (picked.size >= limit() && !picked.has(idOf(card))) whole = false;
    else picked.set(idOf(card), seen(card));
  }
  const last = cards[cards.length - 1];
  if (last) anchor = idOf(last);
  show();
  if (!whole) choix.dispatchEvent(new Event("trop"));
  return whole;
}

/**
 * All the cards between the last one chosen and this one, in the order of the page.
 * @param {HTMLElement} card
 */
export function chooseUpTo(card) {
  const list = cardsIn(card.parentElement ?? undefined);
  const from = list.findIndex((other) => idOf(other) === anchor);
  const to = list.indexOf(card);
  if (from < 0) return choose(card, true);
  const between = list.slice(Math.min(from, to), Math.max(from, to) + 1);
  chooseAll(from <= to ? between : between.reverse());
}

/** @param {string} id lets it go */
export function forget(id) {
  if (picked.delete(id)) show();
}

/** @param {string[]} ids lets them go, said once */
export function forgetAll(ids) {
  for (const id of ids) picked.delete(id);
  show();
}

/**
 * What became of a card is known: it is chosen as it is now.
 * @param {string} id
 * @param {Vue} vue
 */
export function relearn(id, vue) {
  if (picked.has(id)) picked.set(id, vue);
}

/**
 * @param {HTMLElement} card
 * @returns {Vue}
 */
export function seen(card) {
  return { version: card.dataset.version ?? "", place: card.parentElement?.id ?? "" };
}

/** @returns {HTMLElement[]} every card that the page holds */
function all() {
  return [.../** @type {NodeListOf<HTMLElement>} */ (board().querySelectorAll("li[id^='carte-']"))];
}

function show() {
  open = asked || picked.size > 0;
  document.documentElement.classList.toggle("avec-choix", open);
  for (const card of all()) paint(card);
  choix.dispatchEvent(new Event("choix"));
}

/**
 * After a redraw: boxes, and cards chosen shown chosen again.
 * @param {HTMLElement[]} [cards] those that came; every one by default
 */
export function repaintChoice(cards = all()) {
  if (open) cards.forEach(paint);
}

/** @param {HTMLElement} card */
function paint(card) {
  const article = card.querySelector(".parole-carte");
  const isPicked = picked.has(idOf(card));
  article?.classList.toggle("parole-choisie", isPicked);
  const box = article?.querySelector(":scope > .parole-case input");
  if (!open || !isChoosable(card)) box?.parentElement?.remove();
  else if (box instanceof HTMLInputElement) box.checked = isPicked;
  else article?.prepend(newBox(card, isPicked));
}

/**
 * @param {HTMLElement} card
 * @param {boolean} checked
 */
function newBox(card, checked) {
  const label = document.createElement("label");
  const box = document.createElement("input");
  label.className = "parole-case";
  box.type = "checkbox";
  box.checked = checked;
  box.setAttribute("aria-label", "Choisir cette parole");
  box.setAttribute("aria-describedby", `texte-${idOf(card)}`);
  label.append(box);
  return label;
}

/** Listens once. Text that is being selected is not a click. */
export function startChoice() {
  document.addEventListener("mousedown", (event) => {
    // Shift would select text from one card to the other.
    if (event.shiftKey && cardPressed(event)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const card = cardPressed(event);
    if (!card || getSelection()?.toString()) return;
    if (event.target instanceof HTMLLabelElement) event.preventDefault();
    if (event.shiftKey) chooseUpTo(card);
    else choose(card);
  });
}

/**
 * @param {MouseEvent} event
 * @returns {HTMLElement | null} the card that this press chooses
 */
function cardPressed(event) {
  const target = /** @type {Element} */ (event.target);
  const card = cardAt(target);
  if (!isChoosable(card) || target.closest("a, button, summary, audio, .poignee")) return null;
  const meant = open || event.shiftKey || event.ctrlKey || event.metaKey;
  return meant || card?.closest("[data-choix]") ? card : null;
}
