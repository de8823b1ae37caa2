// Cuts a wall into pages of whole words, by measuring where the flow puts them.

/** @typedef {{vue: HTMLElement, groupes: HTMLElement | null, paroles: HTMLElement[]}} Page */

/**
 * @param {HTMLElement} view one question
 * @param {HTMLElement[]} all every question: the others must be hidden while one is measured
 * @returns {Page[]} its groups, if it has any, then its words
 */
export function pagesOf(view, all) {
  const groups = /** @type {HTMLElement | null} */ (view.querySelector("[data-groupes]"));
  const list = /** @type {HTMLElement} */ (view.querySelector(".ecran-mur"));
  const words = /** @type {HTMLElement[]} */ ([...list.children]);
  for (const other of all) other.hidden = other !== view;
  if (groups) groups.hidden = true;
  list.hidden = false;
  for (const word of words) word.hidden = false;
  const width = list.clientWidth;
  const start = words[0]?.offsetLeft ?? 0;
  /** @type {Map<number, HTMLElement[]>} */
  const byPage = new Map();
  for (const word of words) {
    const page = Math.floor((word.offsetLeft - start + 1) / width);
    byPage.set(page, [...(byPage.get(page) ?? []), word]);
  }
  const pages = [...byPage.values()].map((paroles) => ({ vue: view, groupes: null, paroles }));
  return groups ? [{ vue: view, groupes: groups, paroles: [] }, ...pages] : pages;
}

/** @param {Page} page shown alone in its question */
export function showPage({ vue, groupes, paroles }) {
  const list = /** @type {HTMLElement} */ (vue.querySelector(".ecran-mur"));
  const groups = vue.querySelector("[data-groupes]");
  if (groups instanceof HTMLElement) groups.hidden = groupes === null;
  list.hidden = groupes !== null;
  for (const word of list.children) {
    /** @type {HTMLElement} */ (word).hidden = !paroles.includes(/** @type {HTMLElement} */ (word));
  }
}
