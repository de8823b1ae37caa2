// One word at a time, by single keys (p, f, 1 to 9, space, a…). They are heard while the focus is in
// the page's own part (`data-une-a-une`) and not in a field. Each presses a button or a link that is
// there for all, or goes to a field: `kbd[data-touche]` names it.
import { equipListening, startListening } from "./ecoute.js";
import { suivi } from "../live/page.js";

const place = /** @type {HTMLElement} */ (document.querySelector("[data-une-a-une]"));
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
  const target = targetOf(event.key.toLowerCase()) ?? targetOf(digitOf(event));
  if (!target) return;
  event.preventDefault();
  if (target instanceof HTMLLabelElement) {
    target.control?.focus();
    return;
  }
  if (target.matches("summary")) {
    target.click();
    target.parentElement?.querySelector("button")?.focus();
    return;
  }
  if (pressed) return;
  pressed = true;
  target.click();
});

/**
 * On a French keyboard the row of digits types « & », « é », « " » without Shift.
 * @param {KeyboardEvent} event
 */
function digitOf({ code }) {
  return /^Digit[1-9]$/.test(code) ? code.slice(-1) : "";
}

/** @param {string} key @returns {HTMLElement | null} what that key presses */
function targetOf(key) {
  const mark = [...place.querySelectorAll("kbd[data-touche]")].find(
    (kbd) => /** @type {HTMLElement} */ (kbd).dataset.touche === key,
  );
  return /** @type {HTMLElement | null} */ (mark?.closest("button, a, label, summary") ?? null);
}

function word() {
  return /** @type {HTMLElement | null} */ (place.querySelector(".relecture-parole"));
}

// The word in view left with the focus: the one that took its place has it.
function follow() {
  if (document.activeElement === document.body) word()?.focus({ preventScroll: true });
}

place.dataset.touches = "";
startListening();
equipListening(place);
suivi?.addEventListener("corps", () => equipListening(place));
new MutationObserver(follow).observe(place, { childList: true });
follow();
