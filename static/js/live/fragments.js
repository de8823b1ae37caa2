// Puts into the page what the server sends: each card at its sorted place, nothing twice,
// and nothing under the hand of someone who drags it.
import { element } from "./html.js";
import { neighbourOf, rememberFocus, restoreFocus } from "./memoire.js";
import { compare, indexOf, isSorted, placeOf } from "./ordre.js";

/** @typedef {import("./events.js").Operation} Operation */

/**
 * Whether a page shows an element that comes for a container. A page that filters what it shows
 * says so here; what it does not keep is as if it had left.
 * @type {(node: HTMLElement, container: HTMLElement) => boolean}
 */
let keeps = () => true;

/** @param {(node: HTMLElement, container: HTMLElement) => boolean} test */
export function keepOnly(test) {
  keeps = test;
}

/** Applies operations, keeping for later those that touch what is held. */
export class Page {
  /** @type {Set<string>} */
  #held = new Set();
  /** @type {Operation[]} */
  #waiting = [];
  /** @type {Set<Set<string>>} */
  #watches = new Set();

  /** Whether something is dragged or has its dialog open. */
  get busy() {
    return this.#held.size > 0;
  }

  /** @param {string} id an element that must stay as it is until it is released */
  hold(id) {
    this.#held.add(id);
  }

  /**
   * @param {string} id
   * @returns {string[]} as `apply`, for what had waited
   */
  release(id) {
    this.#held.delete(id);
    const waiting = this.#waiting;
    this.#waiting = [];
    return this.apply(waiting);
  }

  /**
   * While a piece of the page is fetched: which elements operations spoke of meanwhile. What they
   * said is at least as fresh as the piece.
   * @returns {{touched: Set<string>, end: () => void}} grows until `end`
   */
  watch() {
    /** @type {Set<string>} */
    const touched = new Set();
    this.#watches.add(touched);
    return { touched, end: () => this.#watches.delete(touched) };
  }

  /** Forget what waits: a whole new body has come. */
  forget() {
    this.#waiting = [];
  }

  /**
   * @param {Operation[]} operations
   * @returns {string[]} ids of the elements that were not on the page before
   */
  apply(operations) {
    const fresh = operations.map((operation) => this.#do(operation)).filter((id) => id !== null);
    if (operations.length) recount();
    return fresh;
  }

  /**
   * @param {Operation} operation
   * @returns {string | null} the id of an element new to the page
   */
  #do(operation) {
    const node = operation.html ? element(operation.html) : null;
    const id = operation.action === "append" ? (node?.id ?? "") : operation.cible;
    const present = document.getElementById(id);
    for (const touched of this.#watches) touched.add(id);
    if (this.#isHeld(present)) {
      this.#waiting.push(operation);
      return null;
    }
    if (operation.action === "append" && node) {
      return append(operation.cible, node, present, (child) => this.#isHeld(child));
    }
    if (operation.action === "replace" && node) replace(present, node);
    if (operation.action === "remove") remove(present);
    return null;
  }

  /** @param {HTMLElement | null} present */
  #isHeld(present) {
    return (
      present !== null &&
      [...this.#held].some((id) => present.contains(document.getElementById(id)))
    );
  }
}

/**
 * @param {string} cible
 * @param {HTMLElement} node
 * @param {HTMLElement | null} present the element of that id, wherever it is now
 * @param {(child: HTMLElement) => boolean} held
 * @returns {string | null}
 */
function append(cible, node, present, held) {
  const container = document.getElementById(cible);
  if (!container || isBeyond(container, node) || !keeps(node, container)) {
    // It has gone to a question, a group or a part of a list that this page does not show.
    remove(present);
    return null;
  }
  const focus = rememberFocus(present);
  keepOpen(present, node);
  keepInView(container, () => {
    present?.remove();
    insert(container, node, held);
  });
  restoreFocus(focus);
  return present ? null : node.id;
}

/**
 * @param {HTMLElement} container `data-borne`: the place of the last element that the page shows
 * @param {HTMLElement} node
 * @returns {boolean} whether it belongs to a part of the list that is not on the page
 */
export function isBeyond(container, node) {
  const [rang, ordre] = (container.dataset.borne ?? "").split(" ").map(Number);
  return ordre !== undefined && compare(placeOf(node), { rang, ordre }) > 0;
}

/**
 * @param {HTMLElement} container `data-tri`: croissant or decroissant; `data-max`: how many fit
 * @param {HTMLElement} node
 * @param {(child: HTMLElement) => boolean} held what a hand has taken out of its place
 */
function insert(container, node, held) {
  const down = container.dataset.tri === "decroissant";
  const cards = /** @type {HTMLElement[]} */ ([...container.children]).filter(
    (child) => child.dataset.rang !== undefined && !held(child),
  );
  const index = indexOf(cards.map(placeOf), placeOf(node), down);
  if (index < cards.length) cards[index].before(node);
  else if (cards.length) cards[cards.length - 1].after(node);
  else container.prepend(node);
  cards.splice(index, 0, node);
  if (!isSorted(cards.map(placeOf), down)) resort(container, cards, down);
  for (const beyond of cards.slice(Number(container.dataset.max ?? Infinity))) beyond.remove();
}

/**
 * A card dropped by hand stands where it was dropped until the server says its rank; another
 * that came meanwhile may have been placed after the wrong neighbour.
 * @param {HTMLElement} container
 * @param {HTMLElement[]} cards
 * @param {boolean} down
 */
function resort(container, cards, down) {
  const focus = rememberFocus(container);
  cards.sort((a, b) => (down ? -1 : 1) * compare(placeOf(a), placeOf(b)));
  container.append(...cards);
  restoreFocus(focus);
}

/**
 * @param {HTMLElement | null} present
 * @param {HTMLElement} node
 */
function replace(present, node) {
  if (!present) return;
  const focus = rememberFocus(present);
  keepOpen(present, node);
  present.replaceWith(node);
  restoreFocus(focus);
}

/**
 * What somebody unfolded in an element stays unfolded in the one that takes its place.
 * @param {HTMLElement | null} present
 * @param {HTMLElement} node
 */
function keepOpen(present, node) {
  for (const { id } of present?.querySelectorAll("details[id][open]") ?? []) {
    node.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
  }
}

/** @param {HTMLElement | null} present */
function remove(present) {
  if (!present) return;
  const focus = rememberFocus(present);
  const neighbour = focus ? neighbourOf(present) : null;
  present.remove();
  restoreFocus(focus, neighbour);
}

/**
 * Change a list without moving what is being read in it. Browsers that anchor scrolling by
 * themselves are left alone.
 * @param {HTMLElement} container
 * @param {() => void} change
 */
function keepInView(container, change) {
  const pane = container.closest(".zone-defile");
  if (!pane || CSS.supports("overflow-anchor", "auto")) return change();
  const top = pane.getBoundingClientRect().top;
  const anchor = [...container.children].find((c) => c.getBoundingClientRect().bottom > top);
  const before = anchor?.getBoundingClientRect().top ?? 0;
  change();
  if (anchor?.isConnected) pane.scrollTop += anchor.getBoundingClientRect().top - before;
}

/** Refresh the counts that a page takes from its own columns: `[data-nombre-de]` names one. */
export function recount() {
  const counts = /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("[data-nombre-de]")
  );
  for (const shown of counts) {
    const counted = document.getElementById(shown.dataset.nombreDe ?? "");
    const size = counted?.querySelectorAll(":scope > [data-rang]").length ?? 0;
    shown.textContent = String(size);
  }
}
