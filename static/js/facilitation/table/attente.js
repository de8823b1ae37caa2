// Ideas that the server has not said yes to yet, in the page; a refused one can be taken up again.

/** @typedef {import("../notes/boite.js").Boite} Boite */
/** @typedef {import("../notes/boite.js").Envoi} Envoi */

/**
 * @param {Boite} boite
 * @returns {() => void} draws again
 */
export function showWaiting(boite) {
  const draw = () => {
    const list = document.getElementById("table-attente");
    list?.replaceChildren(...boite.all().map((envoi) => line(boite, envoi)));
  };
  boite.addEventListener("change", draw);
  draw();
  return draw;
}

/**
 * @param {Boite} boite
 * @param {Envoi} envoi
 * @returns {HTMLElement}
 */
function line(boite, envoi) {
  const model = /** @type {HTMLTemplateElement} */ (document.getElementById("modele-attente"));
  const item = /** @type {HTMLElement} */ (model.content.firstElementChild?.cloneNode(true));
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (item.querySelector(name));
  part(".table-idee-texte").textContent = envoi.vue.texte;
  if (!envoi.refus) return item;
  part("[data-etat]").textContent = envoi.refus.message;
  part(".actions").hidden = false;
  part("[data-reprendre]").addEventListener("click", () => takeUp(boite, envoi));
  return item;
}

/**
 * Back into the field, to be put right and sent once more.
 * @param {Boite} boite
 * @param {Envoi} envoi
 */
function takeUp(boite, envoi) {
  const field = document.querySelector("form[data-dire] textarea");
  if (!(field instanceof HTMLTextAreaElement)) return;
  field.value = [field.value.trim(), envoi.vue.texte].filter(Boolean).join("\n");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  boite.remove(envoi.id);
  field.focus();
}
