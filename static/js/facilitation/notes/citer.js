// « Citer… »: a dialog with a search; arrows choose, Enter draws it into the line being typed.
import { parse } from "../../live/html.js";
import { textOf } from "./champs.js";
import { citing } from "./saisie.js";

const PAUSE = 150;

/**
 * @param {string} adresse of the page of notes
 * @returns {(form: HTMLFormElement) => void} opens the dialog for the line of that form
 */
export function startCiting(adresse) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("dialogue"));
  const search = /** @type {HTMLInputElement} */ (document.getElementById("citer-recherche"));
  const list = /** @type {HTMLElement} */ (document.getElementById("citer-liste"));
  const status = /** @type {HTMLElement} */ (document.getElementById("citer-etat"));
  /** @type {HTMLFormElement | null} */
  let target = null;
  let timer = 0;
  let asked = 0;

  const options = () => /** @type {HTMLElement[]} */ ([...list.children]);
  const mark = (/** @type {HTMLElement | undefined} */ option) => {
    for (const other of options()) other.setAttribute("aria-selected", String(other === option));
    if (option) search.setAttribute("aria-activedescendant", option.id);
    else search.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  };
  const step = (/** @type {number} */ by) => {
    const all = options();
    const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    mark(all[Math.min(Math.max(at + by, 0), all.length - 1)]);
  };
  const look = async () => {
    const turn = ++asked;
    const found = await fetchChoices(adresse, target?.dataset.saisie ?? "", search.value);
    if (turn !== asked) return;
    list.replaceChildren(...(found?.options ?? []));
    status.textContent = found ? found.said : "Le serveur ne répond pas : citez un peu plus tard.";
    mark(options()[0]);
  };
  const pick = (/** @type {HTMLElement | undefined} */ option) => {
    if (!option || !target) return;
    citing(target, option.dataset.cite ?? "", option.querySelector("blockquote"));
    dialog.close();
  };

  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") step(1);
    else if (event.key === "ArrowUp") step(-1);
    else if (event.key === "Enter") pick(options().find((o) => o.ariaSelected === "true"));
    else return;
    event.preventDefault();
  });
  list.addEventListener("click", (event) => {
    const option = /** @type {Element} */ (event.target).closest("[role=option]");
    pick(/** @type {HTMLElement | undefined} */ (option ?? undefined));
  });
  dialog.addEventListener("click", (event) => {
    if (/** @type {Element} */ (event.target).closest("[data-fermer]")) dialog.close();
  });
  dialog.addEventListener("close", () => target && textOf(target).focus());
  const open = (/** @type {HTMLFormElement} */ form) => {
    if (!form.dataset.saisie) return;
    target = form;
    search.value = "";
    list.replaceChildren();
    status.textContent = "";
    dialog.showModal();
    search.focus();
    look();
  };
  document.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest("[data-geste=citer]");
    const form = link?.closest("form");
    if (!form) return;
    event.preventDefault();
    open(form);
  });
  return open;
}

/**
 * @param {string} adresse
 * @param {string} point
 * @param {string} sought
 * @returns {Promise<{options: HTMLElement[], said: string} | null>} null without an answer
 */
async function fetchChoices(adresse, point, sought) {
  try {
    const url = `${adresse}/points/${point}/citer?q=${encodeURIComponent(sought)}`;
    const answer = await fetch(url, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (!answer.ok) return null;
    const page = parse(await answer.text());
    const options = [.../** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll("[data-cite]"))].map(asOption);
    const more = page.querySelector("#citer-plus")?.textContent ?? "";
    return { options, said: options.length ? more : "Rien à citer." };
  } catch {
    return null;
  }
}

/**
 * @param {HTMLElement} choice
 * @param {number} rank
 */
function asOption(choice, rank) {
  choice.querySelector("a")?.remove();
  choice.id = `citer-${rank}`;
  choice.setAttribute("role", "option");
  return choice;
}
