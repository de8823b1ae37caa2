// What the board says: quietly to screen readers, visibly and firmly when something failed.

/** @param {string} text said politely, not shown: what happened can be seen */
export function say(text) {
  complain("");
  const status = document.querySelector("[data-annonces]");
  if (status) status.textContent = text;
}

/** @param {string} text shown at the foot of the board and said at once, until the next gesture */
export function complain(text) {
  const place = document.getElementById("message");
  if (place) place.textContent = text;
}
