// « Recueil à voix haute » by keyboard alone: in the empty field a digit chooses what is said, the up
// arrow goes back to the last sentence; Enter sends. Without this script: Tab, arrows, the button.

const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-cafe=recueil]"));
const text = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("texte"));
const last = document.getElementById("corrige");

/** @param {string} key */
function choose(key) {
  const mark = [...form.querySelectorAll("[data-touche]")].find((k) => k.textContent === key);
  const radio = mark?.closest(".tuile")?.querySelector("input");
  if (!radio) return false;
  radio.checked = true;
  return true;
}

text.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  const empty = text.value === "";
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    form.requestSubmit();
  } else if (empty && event.key === "ArrowUp" && last instanceof HTMLInputElement) {
    event.preventDefault();
    last.focus();
    last.select();
  } else if (empty && choose(event.key)) {
    event.preventDefault();
  }
});

form.addEventListener("submit", (event) => {
  const button = form.querySelector("button[type=submit]");
  if (button?.getAttribute("aria-disabled") === "true") event.preventDefault();
  button?.setAttribute("aria-disabled", "true");
});
// Back to the page (bfcache): the button must work again.
addEventListener("pageshow", () => {
  form.querySelector("button[type=submit]")?.removeAttribute("aria-disabled");
});

for (const hint of form.querySelectorAll("[data-touche], [data-entree]")) {
  if (hint instanceof HTMLElement) hint.hidden = false;
}
text.focus();
