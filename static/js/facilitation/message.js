// What the board says: quietly to screen readers, visibly and firmly when something failed.

/** @typedef {{texte: string, href: string, carte?: string | null}} Lien where to look */

/** @param {string} text said politely, not shown: what happened can be seen */
export function say(text) {
  complain("");
  const status = document.querySelector("[data-annonces]");
  if (status) status.textContent = text;
}

/**
 * @param {string} text shown at the foot of the board and said at once, until the next gesture
 * @param {(Lien | HTMLButtonElement)[]} [suites] where to look, what can be done all the same
 */
export function complain(text, suites = []) {
  const place = document.getElementById("message");
  if (!place) return;
  const said = document.createElement("p");
  said.textContent = text;
  const after = document.createElement("p");
  after.className = "tableau-message-suites";
  after.append(...suites.map((suite) => (suite instanceof HTMLElement ? suite : link(suite))));
  place.replaceChildren(...(text ? [said] : []), ...(suites.length ? [after] : []));
}

/** @param {Lien} lien */
function link({ texte, href, carte }) {
  const found = document.createElement("a");
  found.className = "bouton bouton-discret";
  found.textContent = texte;
  found.href = href;
  if (carte) found.dataset.carte = carte;
  return found;
}

/**
 * @param {string} texte
 * @param {() => void} act
 * @returns {HTMLButtonElement}
 */
export function button(texte, act) {
  const found = document.createElement("button");
  found.type = "button";
  found.className = "bouton";
  found.textContent = texte;
  found.addEventListener("click", act);
  return found;
}
