// The one place where text becomes elements. Only our own server's pieces come through here.

/** @type {{createHTML: (html: string) => string}} */
const policy = globalThis.trustedTypes?.createPolicy("cafe", { createHTML: (html) => html }) ?? {
  createHTML: (html) => html,
};

/**
 * @param {string} html
 * @returns {DocumentFragment} inert: no script of it ever runs
 */
export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = policy.createHTML(html);
  return template.content;
}

/**
 * @param {string} html a single element
 * @returns {HTMLElement | null}
 */
export function element(html) {
  return /** @type {HTMLElement | null} */ (parse(html).firstElementChild);
}
