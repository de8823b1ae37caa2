// Cards and groups as the page holds them: which one, where, at what place.
import { indexOf, placeOf } from "../live/ordre.js";

const CARTE = "li[id^='carte-']";

/** @returns {HTMLElement} the body of the board; redrawn now and then, so never kept */
export function board() {
  return /** @type {HTMLElement} */ (document.getElementById("tableau"));
}

/**
 * @param {string} suite for instance `contributions/ID/frigo`
 * @returns {string} an address under this séance
 */
export function address(suite) {
  return `${board().dataset.animer}/${suite}`;
}

/**
 * @param {Element | null} element
 * @returns {HTMLElement | null} the card it is in
 */
export function cardAt(element) {
  return /** @type {HTMLElement | null} */ (element?.closest(CARTE) ?? null);
}

/** @param {string} id */
export function cardOf(id) {
  return document.getElementById(`carte-${id}`);
}

/** @param {Element} card */
export function idOf(card) {
  return card.id.slice("carte-".length);
}

/**
 * @param {ParentNode} [zone]
 * @returns {HTMLElement[]} the cards that can be seen, in order
 */
export function cardsIn(zone = board()) {
  const found = /** @type {NodeListOf<HTMLElement>} */ (zone.querySelectorAll(CARTE));
  return [...found].filter((card) => card.offsetParent !== null);
}

/**
 * @param {Element} card
 * @returns {string} id of its group; empty when it has none
 */
export function groupOf(card) {
  const group = card.closest("section[id^='groupe-']");
  return group ? group.id.slice("groupe-".length) : "";
}

/**
 * @param {string} groupe
 * @returns {string} its title; empty for an unknown one
 */
export function titleOf(groupe) {
  return document.getElementById(`titre-${groupe}`)?.textContent?.trim() ?? "";
}

/**
 * @param {Element} card
 * @returns {string} « Carte déplacée dans X, position 1 sur 3. »
 */
export function whereIs(card) {
  const siblings = [...(card.parentElement?.children ?? [])].filter((c) => c.matches(CARTE));
  const groupe = groupOf(card);
  const place = groupe ? `dans ${titleOf(groupe)}` : "dans « À regrouper »";
  return `Carte déplacée ${place}, position ${siblings.indexOf(card) + 1} sur ${siblings.length}.`;
}

/**
 * Put a card where the server says that it is. Harmless when it is there already.
 * @param {HTMLElement} card
 * @param {{regroupement: string | null, question: string, rang: number, version: number}} etat
 */
export function placeCard(card, { regroupement, question, rang, version }) {
  card.dataset.version = String(version);
  card.dataset.rang = String(rang);
  const list = document.getElementById(regroupement ? `cartes-${regroupement}` : `libres-${question}`);
  if (!list) return;
  const others = /** @type {HTMLElement[]} */ ([...list.children]).filter(
    (other) => other !== card && other.dataset.rang !== undefined,
  );
  const next = others[indexOf(others.map(placeOf), placeOf(card))] ?? null;
  if (card.parentElement === list && card.nextElementSibling === next) return;
  list.insertBefore(card, next);
}

/**
 * @param {Element | null} card
 * @param {string} [geste]
 * @returns {boolean} whether the card, or that button of it, has the focus now
 */
export function focusCard(card, geste = "deplacer") {
  const button = card?.querySelector(`[data-geste="${geste}"]`);
  const target = /** @type {HTMLElement | null} */ (button ?? card);
  target?.focus();
  return target !== null && document.activeElement === target;
}

/**
 * @param {Element} card about to leave its list
 * @returns {string[]} ids of elements to go to, the best first
 */
export function heirsOf(card) {
  const near = [card.nextElementSibling, card.previousElementSibling];
  const zone = card.closest("[role=region]");
  return [...near, card.closest("section"), zone].flatMap((e) => (e?.id ? [e.id] : []));
}

/** @param {string[]} ids gives the focus to the first that is on the page */
export function focusFirst(ids) {
  const found = ids.map((id) => document.getElementById(id)).find((element) => element !== null);
  if (!found) return;
  if (cardAt(found) === found) focusCard(found);
  else (found.matches(".groupe") ? (found.querySelector("h3") ?? found) : found).focus();
}
