// What the board says: quietly to screen readers, visibly and firmly when something failed.

const DUREE = 12_000;
let timer = 0;

/** @param {string} text said politely, not shown: what happened can be seen */
export function say(text) {
  const status = document.querySelector("[data-annonces]");
  if (status) status.textContent = text;
}

/** @param {string} text shown at the foot of the board and said at once */
export function complain(text) {
  const place = document.getElementById("message");
  if (!place) return;
  clearTimeout(timer);
  place.textContent = text;
  timer = setTimeout(() => (place.textContent = ""), DUREE);
}
