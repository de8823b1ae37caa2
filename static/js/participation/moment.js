// What everybody in the room sees now, kept up to date: the time left, one sentence to all.

/** The countdown comes with the first step that is timed. @type {Promise<any> | null} */
let minuteur = null;

/** @type {import("./etat.js").Heure} */
export async function showTime(dit, recu, demande) {
  if (minuteur || dit.fin !== null || dit.pause !== null) {
    minuteur ??= import("../live/minuteur.js");
    const { entendre, regler } = await minuteur;
    if (demande === undefined) entendre(dit, recu);
    else regler(dit, recu, demande);
  }
}

/** @param {string} texte what whoever leads says to all; nothing once it is taken away */
export function showMessage(texte) {
  const place = document.querySelector("[data-message]");
  const said = place?.querySelector("[data-texte]");
  if (!place || !said || said.textContent === texte) return;
  said.textContent = texte;
  /** @type {HTMLElement} */ (place).hidden = texte === "";
}
