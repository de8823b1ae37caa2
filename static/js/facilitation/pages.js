// Cuts a wall into pages of whole words, by measuring where the flow puts them.

/**
 * Words of a question, or titles of its groups: `groupes` is then what holds them.
 * @typedef {{vue: HTMLElement, groupes: HTMLElement | null, paroles: HTMLElement[]}} Page
 */

/**
 * @param {HTMLElement} view one question
 * @param {HTMLElement[]} all every question: the others must be hidden while one is measured
 * @returns {Page[]} its groups, if it has any, then its words
 */
export function pagesOf(view, all) {
  const groups = /** @type {HTMLElement | null} */ (view.querySelector("[data-groupes]"));
  const list = /** @type {HTMLElement} */ (view.querySelector(".ecran-mur"));
  for (const other of all) other.hidden = other !== view;
  if (groups) groups.hidden = true;
  list.hidden = false;
  const pages = cut(list).map((paroles) => ({ vue: view, groupes: null, paroles }));
  if (!groups) return pages;
  list.hidden = true;
  groups.hidden = false;
  // What is given back of a question is one page; titles may be many.
  const titles = groups.matches("ul") ? cut(groups) : [[]];
  return [...titles.map((paroles) => ({ vue: view, groupes: groups, paroles })), ...pages];
}

/**
 * @param {HTMLElement} list whose flow wraps into columns
 * @returns {HTMLElement[][]} its items, by picture
 */
function cut(list) {
  const items = /** @type {HTMLElement[]} */ ([...list.children]);
  for (const item of items) item.hidden = false;
  const width = list.clientWidth;
  const start = items[0]?.offsetLeft ?? 0;
  /** @type {Map<number, HTMLElement[]>} */
  const byPage = new Map();
  for (const item of items) {
    const page = Math.floor((item.offsetLeft - start + 1) / width);
    byPage.set(page, [...(byPage.get(page) ?? []), item]);
  }
  return [...byPage.values()];
}

/** @param {Page} page shown alone in its question */
export function showPage({ vue, groupes, paroles }) {
  const list = /** @type {HTMLElement} */ (vue.querySelector(".ecran-mur"));
  const groups = vue.querySelector("[data-groupes]");
  if (groups instanceof HTMLElement) groups.hidden = groupes === null;
  list.hidden = groupes !== null;
  for (const word of (groupes?.matches("ul") ? groupes : list).children) {
    /** @type {HTMLElement} */ (word).hidden = !paroles.includes(/** @type {HTMLElement} */ (word));
  }
}
