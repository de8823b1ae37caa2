// After a write: the socket brings what changed; without it, the body is fetched.
import { suivi } from "../live/page.js";

const PATIENCE = 2_000;
let live = false;
suivi?.addEventListener("perdue", () => (live = false));
suivi?.addEventListener("reprise", () => (live = true));

/** Bring the page up to date when nobody will do it for us. */
export function catchUp() {
  if (!live) suivi?.refetch();
}

/**
 * @param {string} id
 * @returns {Promise<void>} once an element of that id is on the page, or cannot be had
 */
export async function present(id) {
  if (await appears(id, live ? PATIENCE : 0)) return;
  suivi?.refetch();
  await appears(id, PATIENCE);
}

/**
 * @param {string} id
 * @param {number} patience milliseconds
 * @returns {Promise<boolean>}
 */
function appears(id, patience) {
  if (document.getElementById(id)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const watch = new MutationObserver(() => {
      if (document.getElementById(id)) end(true);
    });
    const timer = setTimeout(() => end(false), patience);
    const end = (/** @type {boolean} */ found) => {
      clearTimeout(timer);
      watch.disconnect();
      resolve(found);
    };
    watch.observe(document.body, { childList: true, subtree: true });
  });
}
