// What a reader must not lose when the server redraws under their hands: the focus, the
// places scrolled to, the drawers left open.

/** @typedef {{proprietaire: string, geste: string | undefined, soi: boolean}} Focus */

/**
 * @param {Element | null} zone what is about to be replaced or removed
 * @returns {Focus | null} where the focus is inside it, in words that outlive the element
 */
export function rememberFocus(zone) {
  const active = /** @type {HTMLElement | null} */ (document.activeElement);
  if (!zone || !active || !zone.contains(active)) return null;
  const owner = active.closest("[id]");
  if (!owner) return null;
  return { proprietaire: owner.id, geste: active.dataset.geste, soi: owner === active };
}

/**
 * @param {Focus | null} focus
 * @param {HTMLElement | null} [secours] where to go when the owner is gone
 */
export function restoreFocus(focus, secours = null) {
  if (!focus) return;
  const owner = document.getElementById(focus.proprietaire);
  const same = focus.geste && owner?.querySelector(`[data-geste="${CSS.escape(focus.geste)}"]`);
  const target = /** @type {HTMLElement | null} */ (same || owner || secours);
  target?.focus({ preventScroll: true });
}

/**
 * @param {HTMLElement} element about to leave the page
 * @returns {HTMLElement | null} the neighbour that takes over: the next card, the one before, the group
 */
export function neighbourOf(element) {
  const near = element.nextElementSibling ?? element.previousElementSibling;
  const home = element.parentElement?.closest("section, [role=region]");
  return /** @type {HTMLElement | null} */ (
    near?.closest("[tabindex]") ?? home?.querySelector("[tabindex]") ?? null
  );
}

/**
 * Replace the body by a fresher one; what was open stays open, what was read stays in view. A
 * field that bears `data-garder` stays the same element: what is being typed in it is not lost.
 * @param {HTMLElement} ancien
 * @param {HTMLElement} nouveau
 */
export function replaceBody(ancien, nouveau) {
  const focus = rememberFocus(ancien);
  const scrolled = [...ancien.querySelectorAll("[id]")].filter((e) => e.scrollTop || e.scrollLeft);
  const places = scrolled.map((e) => ({ id: e.id, top: e.scrollTop, left: e.scrollLeft }));
  const open = [...ancien.querySelectorAll("details[id][open]")].map((e) => e.id);
  for (const field of ancien.querySelectorAll("[data-garder][id]")) {
    nouveau.querySelector(`#${CSS.escape(field.id)}`)?.replaceWith(field);
  }
  ancien.replaceWith(nouveau);
  for (const id of open) nouveau.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
  for (const { id, top, left } of places) document.getElementById(id)?.scrollTo(left, top);
  restoreFocus(focus);
}
