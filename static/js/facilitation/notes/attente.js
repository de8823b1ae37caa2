// Shows what waits in the outbox, under its point, and what was refused with a way out.
import { heure } from "../../live/bandeau.js";

/** @typedef {import("./boite.js").Boite} Boite */
/** @typedef {import("./boite.js").Envoi} Envoi */

/** An answer that takes longer than this is worth a word. */
const CALME = 3_000;
const GARDEE = "gardée sur cet ordinateur";

/**
 * @param {Boite} boite
 * @param {{retry: (envoi: Envoi) => void, drop: (envoi: Envoi) => void}} gestes
 * @returns {() => void} draws again
 */
export function showWaiting(boite, gestes) {
  const banner = /** @type {HTMLElement} */ (document.getElementById("notes-attente"));
  const title = /** @type {HTMLElement} */ (document.getElementById("notes-attente-titre"));
  let timer = 0;
  const draw = () => {
    clearTimeout(timer);
    // A line whose answer is still on its way may have been announced already.
    const waiting = boite.all().filter((e) => !document.querySelector(`[data-client="${e.id}"]`));
    const shown = new Set(waiting.map((envoi) => `attente-${envoi.id}`));
    for (const old of document.querySelectorAll(".ligne-attente")) {
      if (!shown.has(old.id)) old.remove();
    }
    for (const envoi of waiting) place(envoi, gestes);
    const oldest = Math.min(...waiting.map((envoi) => envoi.depuis));
    const calm = waiting.length === 0 || Date.now() - oldest < CALME;
    banner.hidden = calm && !banner.querySelector("li");
    if (!banner.hidden) title.textContent = sentence(title, waiting, oldest, boite.fragile);
    if (calm && waiting.length) timer = setTimeout(draw, oldest + CALME - Date.now() + 50);
  };
  boite.addEventListener("change", draw);
  draw();
  return draw;
}

/**
 * @param {HTMLElement} title its data-… hold the sentences
 * @param {Envoi[]} waiting
 * @param {number} oldest
 * @param {boolean} fragile
 */
function sentence({ dataset }, waiting, oldest, fragile) {
  const count = waiting.length;
  const said = (count === 1 ? dataset.une : dataset.plusieurs) ?? "";
  const filled = said.replace("{nombre}", String(count)).replace("{heure}", heure(new Date(oldest)));
  return fragile ? `${filled}. ${dataset.fragile}` : filled;
}

/**
 * @param {Envoi} envoi
 * @param {{retry: (envoi: Envoi) => void, drop: (envoi: Envoi) => void}} gestes
 */
function place(envoi, gestes) {
  const id = `attente-${envoi.id}`;
  const known = document.getElementById(id);
  if (known?.dataset.etat === stateOf(envoi)) return;
  const item = known ?? fresh(id);
  item.dataset.etat = stateOf(envoi);
  item.dataset.envoi = envoi.id;
  text(item, ".ligne-nature", envoi.vue.nature);
  text(item, ".ligne-texte", envoi.vue.texte);
  text(item, ".ligne-qui", envoi.vue.detail);
  text(item, ".ligne-etat span", envoi.refus ? envoi.refus.message : GARDEE);
  item.classList.toggle("ligne-refusee", Boolean(envoi.refus));
  if (envoi.refus) offer(item, envoi, gestes);
  if (known) return;
  const list = document.querySelector(`[data-attente="${CSS.escape(envoi.point)}"]`);
  (list ?? document.getElementById("attente-ailleurs"))?.append(item);
}

/** @param {Envoi} envoi */
function stateOf(envoi) {
  return envoi.refus ? `refus ${envoi.refus.message}` : envoi.vue.texte;
}

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
function fresh(id) {
  const model = /** @type {HTMLTemplateElement} */ (document.getElementById("modele-attente"));
  const item = /** @type {HTMLElement} */ (model.content.firstElementChild?.cloneNode(true));
  item.id = id;
  return item;
}

/**
 * @param {HTMLElement} item
 * @param {string} selector
 * @param {string} words
 */
function text(item, selector, words) {
  const element = /** @type {HTMLElement} */ (item.querySelector(selector));
  element.textContent = words;
  if (selector === ".ligne-qui") element.hidden = words === "";
}

/**
 * Both texts when somebody else was faster; then the choice.
 * @param {HTMLElement} item
 * @param {Envoi} envoi
 * @param {{retry: (envoi: Envoi) => void, drop: (envoi: Envoi) => void}} gestes
 */
function offer(item, envoi, gestes) {
  const actions = /** @type {HTMLElement} */ (item.querySelector(".actions"));
  const actuel = envoi.refus?.actuel;
  actions.replaceChildren(
    button(actuel ? "Garder mon texte" : "Réessayer", () => gestes.retry(envoi)),
    button(actuel ? "Garder l’autre texte" : "Effacer d’ici", () => gestes.drop(envoi)),
  );
  actions.hidden = false;
  if (typeof actuel?.texte !== "string") return;
  item.querySelector(".ligne-actuelle")?.remove();
  const mine = item.querySelector(".ligne-texte");
  mine?.before(labelled("ligne-actuelle", "Maintenant : ", actuel.texte));
  mine?.replaceWith(labelled("ligne-texte", "Votre texte : ", envoi.vue.texte));
}

/**
 * @param {string} kind
 * @param {string} name
 * @param {string} words
 */
function labelled(kind, name, words) {
  const line = document.createElement("p");
  const strong = document.createElement("strong");
  line.className = kind;
  line.dir = "auto";
  strong.textContent = name;
  line.append(strong, words);
  return line;
}

/**
 * @param {string} label
 * @param {() => void} act
 */
function button(label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "bouton";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}
