// The form of a browser that can keep nothing: it posts itself, once.

/**
 * A second tap on « Envoyer » would only repeat the same id; say that it is on its way.
 * @param {HTMLFormElement} form
 */
export function sendOnce(form) {
  form.addEventListener("submit", () => {
    const button = form.querySelector("button[type=submit]");
    if (!(button instanceof HTMLButtonElement)) return;
    button.setAttribute("aria-busy", "true");
    // Not at once: a disabled button would cancel the submission in some browsers.
    setTimeout(() => (button.disabled = true), 0);
  });
  // Back to the page (bfcache): the button must work again.
  addEventListener("pageshow", () => {
    const button = form.querySelector("button[type=submit]");
    if (button instanceof HTMLButtonElement) button.disabled = false;
  });
}
