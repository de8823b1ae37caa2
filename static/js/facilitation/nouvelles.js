// New words land at the end of « À regrouper », and nothing scrolls: a button says how many
// wait below, and goes there.
import { suivi } from "../live/page.js";

/** @type {Set<string>} element ids of the new cards not yet seen */
const unseen = new Set();

const pane = () => document.getElementById("defile-libres");
const pill = () => document.getElementById("nouvelles");

/** Listens once; the pane and the pill are redrawn with the body. */
export function startNews() {
  suivi?.addEventListener("nouvelles", (event) => {
    for (const id of /** @type {CustomEvent<string[]>} */ (event).detail) {
      const card = document.getElementById(id);
      if (!card || !pane()?.contains(card)) continue;
      card.querySelector(".parole-carte")?.classList.add("parole-neuve");
      unseen.add(id);
    }
    review();
  });
  suivi?.addEventListener("corps", review);
  addEventListener("scroll", review, { capture: true, passive: true });
  document.addEventListener("click", (event) => {
    if (!/** @type {Element} */ (event.target).closest("#nouvelles")) return;
    const first = document.getElementById([...unseen][0] ?? "");
    first?.scrollIntoView({ block: "start" });
    first?.focus({ preventScroll: true });
    review();
  });
}

/** Forget what can be seen by now; count the rest. */
function review() {
  const bottom = pane()?.getBoundingClientRect().bottom ?? 0;
  for (const id of [...unseen]) {
    const card = document.getElementById(id);
    const seen = card && card.getBoundingClientRect().top + 24 < Math.min(bottom, innerHeight);
    if (!card || !pane()?.contains(card) || seen) unseen.delete(id);
  }
  const button = pill();
  const text = button?.querySelector("span");
  if (!button || !text) return;
  button.hidden = unseen.size === 0;
  text.textContent =
    unseen.size === 1 ? "1 nouvelle parole" : `${unseen.size} nouvelles paroles`;
}
