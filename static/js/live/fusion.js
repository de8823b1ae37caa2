// Brings a page in which people type up to a fresher one without touching their hands: what has
// not changed stays the same element, `data-fusion="garder"` is never replaced, and the
// children of `data-fusion="enfants"` are matched one by one, by their ids. What was typed in a
// field that is drawn again is put back into it.
import { rememberFocus, restoreFocus } from "./memoire.js";

/**
 * @param {HTMLElement} ancien stays in the page
 * @param {HTMLElement} nouveau its children may move into the page
 */
export function mergeBody(ancien, nouveau) {
  keepToken(ancien, nouveau);
  const typed = typedIn(ancien);
  const focus = rememberFocus(ancien);
  const caret = caretIn(document.activeElement);
  merge(ancien, nouveau);
  for (const { id, value } of typed) giveBack(id, value);
  if (document.activeElement !== document.body) return;
  restoreFocus(focus);
  if (caret !== null && isText(document.activeElement)) document.activeElement.setSelectionRange(caret, caret);
}

/**
 * @param {Element | null} element
 * @returns {element is HTMLInputElement | HTMLTextAreaElement}
 */
function isText(element) {
  return element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && /^(text|search)$/.test(element.type));
}

/** @param {Element | null} element */
function caretIn(element) {
  return isText(element) ? element.selectionEnd : null;
}

/**
 * @param {HTMLElement} zone
 * @returns {{id: string, value: string}[]} what was typed in its fields and not sent yet
 */
function typedIn(zone) {
  return [...zone.querySelectorAll("input[id], textarea[id]")]
    .filter(isText)
    .filter((field) => field.value !== field.defaultValue);
}

/**
 * To the field that took the place of the one in which it was typed.
 * @param {string} id
 * @param {string} value
 */
function giveBack(id, value) {
  const field = document.getElementById(id);
  if (isText(field) && field.value === field.defaultValue) field.value = value;
}

/**
 * Each page is given a fresh token and all of them hold: that alone is no change.
 * @param {HTMLElement} ancien
 * @param {HTMLElement} nouveau
 */
function keepToken(ancien, nouveau) {
  const token = ancien.querySelector("input[name=csrf_token]")?.getAttribute("value");
  for (const field of token ? nouveau.querySelectorAll("input[name=csrf_token]") : []) {
    field.setAttribute("value", token ?? "");
  }
}

/**
 * @param {HTMLElement} ancien
 * @param {HTMLElement} nouveau
 */
function merge(ancien, nouveau) {
  if (ancien.dataset.fusion === "garder" || ancien.isEqualNode(nouveau)) return;
  if (ancien.dataset.fusion !== "enfants") {
    const focus = rememberFocus(ancien);
    if (ancien.matches("details[open]")) nouveau.setAttribute("open", "");
    for (const { id } of ancien.querySelectorAll("details[id][open]")) {
      nouveau.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
    }
    ancien.replaceWith(nouveau);
    restoreFocus(focus);
    return;
  }
  for (const { name, value } of nouveau.attributes) ancien.setAttribute(name, value);
  const wanted = /** @type {HTMLElement[]} */ ([...nouveau.children]);
  const before = new Map([...ancien.children].map((child) => [child.id, child]));
  const kept = new Set(wanted.map((child) => child.id));
  for (const [id, child] of before) {
    if (!kept.has(id) && !child.matches("[data-fusion=garder], [data-etranger]")) child.remove();
  }
  for (const child of wanted) {
    const known = /** @type {HTMLElement | undefined} */ (before.get(child.id));
    if (known) merge(known, child);
    else ancien.append(child);
  }
  reorder(ancien, [...kept]);
}

/**
 * Put children in that order. The one that has the focus does not move: moved, it would lose
 * it. Elements that the server knows nothing of (`data-etranger`) follow their neighbour.
 * @param {HTMLElement} parent
 * @param {string[]} ids
 */
function reorder(parent, ids) {
  const places = new Map(ids.map((id, place) => [id, place]));
  let place = -1;
  const current = [...parent.children].map((child) => {
    place = places.get(child.id) ?? place;
    return { child, place };
  });
  const sorted = [...current].sort((a, b) => a.place - b.place);
  if (sorted.every((entry, i) => entry === current[i])) return;
  const still = sorted.findIndex(({ child }) => child.contains(document.activeElement));
  sorted.forEach(({ child }, i) => {
    if (i < still) sorted[still].child.before(child);
    else if (i !== still) parent.append(child);
  });
}
