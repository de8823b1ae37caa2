// What the voice and the photo share: a file field that shows what it holds, and lets it go.
// The field stays the truth: the form, with or without the outbox, sends what is in it.

/**
 * @typedef {{heaviest: number, said: () => string, preview: (file: File) => HTMLElement}} Genre
 * @typedef {{field: HTMLInputElement, part: (selector: string) => HTMLElement,
 *   problem: (text: string) => void}} Piece
 */

/** @returns {HTMLTemplateElement | null} the parts that only scripts use */
function parts() {
  return document.querySelector("template[data-pieces]");
}

/** @returns {DOMStringMap} the sentences of the page, in its language */
export function phrases() {
  const holder = parts()?.content.querySelector("[data-phrases]");
  return holder instanceof HTMLElement ? holder.dataset : {};
}

/**
 * Put a file in a field as if it had been chosen there.
 * @param {HTMLInputElement} field
 * @param {File | null} file null empties it
 */
export function keep(field, file) {
  const list = new DataTransfer();
  if (file) list.items.add(file);
  field.files = list.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/**
 * Show beside a field what it holds.
 * @param {string} name
 * @param {Genre} genre
 * @returns {Piece | null} null where the page has no such field
 */
export function offer(name, genre) {
  const field = document.querySelector(`input[type=file][name="${name}"]`);
  if (!(field instanceof HTMLInputElement) || !parts()) return null;
  const part = (/** @type {string} */ selector) =>
    /** @type {HTMLElement} */ (parts()?.content.querySelector(selector)?.cloneNode(true));
  const kept = part("[data-gardee]");
  const preview = /** @type {HTMLElement} */ (kept.querySelector("[data-apercu]"));
  const state = /** @type {HTMLElement} */ (kept.querySelector("[data-etat]"));
  const away = /** @type {HTMLButtonElement} */ (kept.querySelector("[data-retirer]"));
  field.after(kept);

  function show() {
    const file = field instanceof HTMLInputElement ? field.files?.[0] : undefined;
    const heavy = file !== undefined && file.size > genre.heaviest;
    for (const old of preview.querySelectorAll("[src]")) URL.revokeObjectURL(old.getAttribute("src") ?? "");
    preview.replaceChildren(...(file && !heavy ? [genre.preview(file)] : []));
    away.hidden = file === undefined;
    const said = heavy ? (phrases().lourd ?? "") : genre.said();
    state.textContent = file ? said : "";
  }

  field.addEventListener("change", show);
  away.addEventListener("click", () => {
    keep(field, null);
    field.focus();
  });
  field.form?.addEventListener("reset", () => setTimeout(show, 0));
  // Back to the page: browsers keep what was chosen.
  addEventListener("pageshow", show);
  show();
  return {
    field,
    part,
    problem: (text) => {
      state.textContent = text;
    },
  };
}
