// Lines of a picture that its edge would cut are left out, last first, and counted with the others.

/** @param {HTMLElement} root whose `[data-tient]` lists name the sentence that counts what is left */
export function fitLists(root) {
  for (const list of /** @type {NodeListOf<HTMLElement>} */ (
    root.querySelectorAll("[data-tient]")
  )) {
    fit(list, /** @type {HTMLElement} */ (document.getElementById(list.dataset.tient ?? "")));
  }
}

/**
 * @param {HTMLElement} list its items, strongest first
 * @param {HTMLElement} rest `data-nombre`: how many were left out before; `data-un`,
 *   `data-plusieurs`: the sentence, `{n}` stands for the number
 */
function fit(list, rest) {
  const items = /** @type {HTMLElement[]} */ ([...list.children]);
  const before = Number(rest.dataset.nombre);
  for (const item of items) item.hidden = false;
  tell(rest, before);
  for (let shown = items.length; shown > 1 && isCut(list); shown -= 1) {
    items[shown - 1].hidden = true;
    tell(rest, before + items.length - shown + 1);
  }
}

/**
 * @param {HTMLElement} rest
 * @param {number} number
 */
function tell(rest, number) {
  const { un = "", plusieurs = "" } = rest.dataset;
  rest.hidden = number === 0;
  rest.textContent = (number === 1 ? un : plusieurs).replace("{n}", String(number));
}

/** @param {HTMLElement} list whose last lines, or what stands under it, may pass the edge */
function isCut(list) {
  const frame = list.closest("[data-cadre-tient]") ?? list;
  return [list, frame].some((box) => {
    const edge = box.getBoundingClientRect().bottom + 0.5;
    return [...box.children].some((inside) => inside.getBoundingClientRect().bottom > edge);
  });
}
