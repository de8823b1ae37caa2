// Big boards: lists come a hundred cards at a time, groups are folded until they are wanted. What
// is announced while a part is fetched is fresher than the part.
import { isBeyond } from "../live/fragments.js";
import { parse } from "../live/html.js";
import { compare, placeOf } from "../live/ordre.js";
import { suivi } from "../live/page.js";
import { board, cardsIn, focusCard, titleOf } from "./cartes.js";
import { isFiltered } from "./filtres.js";
import { complain, say } from "./message.js";

// A list that empties under the hand is filled again before it is empty.
const RESERVE = 40;
// Of a group, ten are shown at first where a filter unfolds them all.
const RESERVE_DE_GROUPE = 5;
const COURT = 8;
const OUVERTS_MAX = 500;
const MUET = "Le serveur ne répond pas. Réessayez dans un instant.";

/** Groups that this reader had unfolded, until the page shows them. @type {string[]} */
let wanted = [];

/** Listens once; on the document, because all of it is redrawn. */
export function startLists() {
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = /** @type {Element} */ (event.target).closest(
      "a[data-suite], a[data-deplier], button[data-replier]",
    );
    if (!(target instanceof HTMLElement) || !board().contains(target)) return;
    event.preventDefault();
    if (target.dataset.suite) showMore(target);
    else if ("deplier" in target.dataset) unfold(target);
    else fold(target);
  });
  suivi?.addEventListener("relecture", sayWhatIsShown);
  suivi?.addEventListener("corps", () => (wanted = []));
  unfoldRemembered();
}

/** Fetch what follows in lists that cards are leaving. */
export function refill() {
  for (const link of /** @type {NodeListOf<HTMLElement>} */ (
    board().querySelectorAll("a[data-suite]:not([aria-busy])")
  )) {
    const list = document.getElementById(link.dataset.suite ?? "");
    const reserve = list?.closest(".groupe") ? RESERVE_DE_GROUPE : RESERVE;
    if (list?.dataset.borne && list.children.length < reserve) load(link, list);
  }
}

/** @param {HTMLElement} link */
async function showMore(link) {
  const list = document.getElementById(link.dataset.suite ?? "");
  if (!list || link.getAttribute("aria-busy")) return;
  const last = list.lastElementChild;
  if (!(await load(link, list))) return complain(MUET);
  const next = /** @type {HTMLElement | null} */ (
    last?.isConnected ? last.nextElementSibling : list.lastElementChild
  );
  if (!focusCard(next)) focusCard(next, "publier");
  say(shown(list));
}

/** @param {HTMLElement} list */
function shown(list) {
  const number = list.children.length;
  return number > 1 ? `${number} paroles affichées.` : `${number} parole affichée.`;
}

/**
 * Put into a list the cards that follow its last one.
 * @param {HTMLElement} link « Afficher la suite », redrawn when there is still more
 * @param {HTMLElement} list
 * @returns {Promise<boolean>} false when nothing answered
 */
async function load(link, list) {
  const before = list.dataset.borne ?? "";
  link.setAttribute("aria-busy", "true");
  // What is announced meanwhile takes its place: only the part that comes knows where it ends.
  delete list.dataset.borne;
  const came = await fetchList(link.dataset.liste ?? "", before);
  if (!list.isConnected) return true;
  const fresh = came?.part?.querySelector("ul");
  if (!came || !fresh) {
    list.dataset.borne = before;
    prune(list);
    link.removeAttribute("aria-busy");
    return false;
  }
  fill(list, fresh, came.touched);
  const more = came.part?.querySelector("a[data-suite]");
  if (more) link.replaceWith(more);
  else link.parentElement?.remove();
  return true;
}

/**
 * @param {HTMLElement} list
 * @param {HTMLElement} fresh the same list as the server sent it
 * @param {Set<string>} touched cards that announcements spoke of since it was asked for
 */
function fill(list, fresh, touched) {
  for (const card of [...fresh.children]) {
    if (!touched.has(card.id) && !document.getElementById(card.id)) list.append(card);
  }
  if (fresh.dataset.borne) list.dataset.borne = fresh.dataset.borne;
  const cards = /** @type {HTMLElement[]} */ ([...list.children]);
  const sorted = [...cards].sort((a, b) => compare(placeOf(a), placeOf(b)));
  if (sorted.some((card, i) => card !== cards[i])) list.append(...sorted);
  prune(list);
}

/** @param {HTMLElement} list loses what lies beyond its bound */
function prune(list) {
  for (const card of /** @type {HTMLElement[]} */ ([...list.children])) {
    if (isBeyond(list, card)) card.remove();
  }
}

/** @param {HTMLElement} link in a folded group */
async function unfold(link) {
  const group = link.closest("section");
  const id = group?.id.slice("groupe-".length) ?? "";
  if (!group || document.getElementById(`cartes-${id}`)) return;
  const list = emptyList(id);
  group.append(list);
  const came = await fetchList(id, "");
  if (!list.isConnected) return;
  const fresh = came?.part?.querySelector("ul");
  if (!came || !fresh) {
    list.remove();
    return complain(MUET);
  }
  fill(list, fresh, came.touched);
  const more = came.part?.querySelector(".liste-suite");
  if (more) group.append(more);
  group.append(foldButton(id));
  remember();
  focusCard(cardsIn(list)[0] ?? null);
  say(`${titleOf(id)} : ${shown(list)}`);
}

/** @param {HTMLElement} button in an unfolded group */
function fold(button) {
  const group = button.closest("section");
  if (!group) return;
  for (const part of group.querySelectorAll(":scope > ul, :scope > .liste-suite")) part.remove();
  button.remove();
  remember();
  const link = group.querySelector("a[data-deplier]");
  if (link instanceof HTMLElement) link.focus();
  say(`${titleOf(group.id.slice("groupe-".length))} : groupe replié.`);
}

/** @param {string} id */
function emptyList(id) {
  const list = document.createElement("ul");
  list.className = "cartes";
  list.id = `cartes-${id}`;
  list.dataset.tri = "croissant";
  return list;
}

/** @param {string} id */
function foldButton(id) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "bouton bouton-discret";
  button.dataset.replier = "";
  button.setAttribute("aria-describedby", `titre-${id}`);
  button.textContent = "Replier";
  return button;
}

/**
 * @param {string} liste
 * @param {string} apres a place, « rank order »; empty for the beginning
 * @returns {Promise<{part: HTMLElement | null, touched: Set<string>} | null>}
 */
async function fetchList(liste, apres) {
  const url = new URL(board().dataset.listeUrl ?? "", location.href);
  url.searchParams.set("liste", liste);
  if (apres) url.searchParams.set("apres", apres);
  const watch = suivi?.watch();
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (!answer.ok) return null;
    const part = parse(await answer.text()).querySelector(".liste-venue");
    const touched = watch?.touched ?? new Set();
    return { part: /** @type {HTMLElement | null} */ (part), touched };
  } catch {
    return null;
  } finally {
    watch?.end();
  }
}

/** Before the body is fetched again: the address asks for what the page shows now. */
function sayWhatIsShown() {
  const body = board();
  const url = new URL(body.dataset.corpsUrl ?? "", location.href);
  const lists = /** @type {NodeListOf<HTMLElement>} */ (body.querySelectorAll("ul.cartes[data-tri]"));
  const sizes = [...lists]
    .filter((list) => list.children.length > 100)
    .map((list) => `${nameOf(list)}:${list.children.length}`);
  set(url, "montrer", sizes.join(","));
  // Under a filter groups are folded or not by what it keeps: that is no choice of the reader's.
  if ("grand" in body.dataset) {
    set(url, "ouverts", [...new Set([...unfolded(), ...wanted])].join(","));
    set(url, "deplie", "");
  } else if (!isFiltered()) set(url, "deplie", "1");
  body.dataset.corpsUrl = url.pathname + url.search;
}

/**
 * @param {URL} url
 * @param {string} name
 * @param {string} value
 */
function set(url, name, value) {
  if (value) url.searchParams.set(name, value);
  else url.searchParams.delete(name);
}

/** @param {HTMLElement} list */
function nameOf(list) {
  return list.id.startsWith("cartes-") ? list.id.slice("cartes-".length) : list.id.split("-")[0];
}

/** @returns {string[]} the beginnings of the ids of the groups whose cards are shown */
function unfolded() {
  const lists = board().querySelectorAll("section.groupe > ul.cartes");
  return [...lists]
    .slice(0, OUVERTS_MAX)
    .map((list) => list.id.slice("cartes-".length, "cartes-".length + COURT));
}

const place = () => `cafe.deplies.${board().dataset.question}`;

function remember() {
  if (isFiltered()) return;
  try {
    localStorage.setItem(place(), unfolded().join(","));
  } catch {
    // A browser that keeps nothing: groups are folded again next time.
  }
}

/** On a big board, open what this reader had opened: one fetch, whatever they were. */
function unfoldRemembered() {
  if (!("grand" in board().dataset) || new URLSearchParams(location.search).has("ouverts")) return;
  try {
    wanted = (localStorage.getItem(place()) ?? "").split(",").filter(Boolean);
  } catch {
    return;
  }
  if (wanted.length) suivi?.refetch();
}
