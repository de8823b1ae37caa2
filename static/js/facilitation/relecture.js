// The queue by single keys: p, f, 1 to 7, space, a. They are heard while the focus is in the queue
// and not in a field. Each presses a button or a link that is there for all.
import "../live/page.js";

const place = /** @type {HTMLElement} */ (document.getElementById("relecture"));
// A key pressed twice must not decide of the next word, which its reader has not seen.
let pressed = false;
addEventListener("pageshow", () => (pressed = false));

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
  const active = /** @type {HTMLElement} */ (document.activeElement);
  if (!place.contains(active)) return;
  const typing = active.matches("input, textarea, select");
  if (typing) {
    if (event.key === "Escape") word()?.focus();
    return;
  }
  // Space and Enter press what has the focus, as everywhere.
  if (event.key === " " && active.matches("a, button, summary")) return;
  const target = targetOf(event.key.toLowerCase());
  if (!target) return;
  event.preventDefault();
  if (target instanceof HTMLLabelElement) {
    target.control?.focus();
    return;
  }
  if (pressed) return;
  pressed = true;
  target.click();
});

/** @param {string} key @returns {HTMLElement | null} what that key presses */
function targetOf(key) {
  const mark = [...place.querySelectorAll("kbd[data-touche]")].find(
    (kbd) => /** @type {HTMLElement} */ (kbd).dataset.touche === key,
  );
  return /** @type {HTMLElement | null} */ (mark?.closest("button, a, label") ?? null);
}

function word() {
  return /** @type {HTMLElement | null} */ (place.querySelector(".relecture-parole"));
}

// The word in view left with the focus: the one that took its place has it.
function follow() {
  if (document.activeElement === document.body) word()?.focus({ preventScroll: true });
}

place.dataset.touches = "";
new MutationObserver(follow).observe(place, { childList: true });
follow();
