// Dragging by the grip, with a mouse or a long press. An extra: « Déplacer… » does the same.
import Sortable from "../../vendor/sortable/sortable.core.esm.js";
import { suivi } from "../live/page.js";
import { address, focusCard, groupOf, idOf, placeCard, whereIs } from "./cartes.js";
import { send } from "./envoi.js";
import { openNewGroup } from "./gestes.js";
import { complain, say } from "./message.js";
import { catchUp } from "./suite.js";

// Under this width nothing is dragged: a finger that scrolls would move cards.
const LARGE = matchMedia("(min-width: 46rem)");
const APPUI_LONG = 250;

/** @type {Map<HTMLElement, Sortable>} */
const equipped = new Map();
/** @type {Element | null} */
let welcoming = null;
/** @type {Node | null} where the card in hand came from */
let home = null;
/** @type {Node | null} */
let next = null;

/** Make lists that came since the last call take cards; forget those that are gone. */
export function equipLists() {
  for (const [list, sortable] of equipped) {
    if (list.isConnected && LARGE.matches) continue;
    sortable.destroy();
    equipped.delete(list);
  }
  if (!LARGE.matches || document.querySelector(".tableau-lecture")) return;
  const lists = /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("[data-choix], .groupe > .cartes, #depot")
  );
  for (const list of lists) {
    if (!equipped.has(list)) equipped.set(list, equip(list));
  }
}

/** @param {HTMLElement} list */
function equip(list) {
  return Sortable.create(list, {
    group: "paroles",
    // Ungrouped words keep the order in which they came.
    sort: !list.matches("[data-choix]"),
    draggable: "li[id^='carte-']",
    handle: ".poignee",
    forceFallback: true,
    fallbackOnBody: true,
    fallbackTolerance: 4,
    delay: APPUI_LONG,
    delayOnTouchOnly: true,
    touchStartThreshold: 5,
    chosenClass: "parole-tenue",
    ghostClass: "parole-prise",
    onStart: ({ item }) => take(item),
    onMove: ({ to }) => welcome(to),
    onEnd: ({ item, to }) => drop(item, to),
  });
}

/** @param {HTMLElement} card */
function take(card) {
  home = card.parentElement;
  next = card.nextElementSibling;
  suivi?.hold(card.id);
  document.body.classList.add("glisse");
  const depot = document.getElementById("depot");
  if (depot) depot.hidden = false;
}

/** @param {Element | null} list */
function welcome(list) {
  welcoming?.classList.remove("cartes-accueille");
  list?.classList.add("cartes-accueille");
  welcoming = list;
}

/**
 * @param {HTMLElement} card
 * @param {HTMLElement} list
 */
async function drop(card, list) {
  welcome(null);
  document.body.classList.remove("glisse");
  const depot = document.getElementById("depot");
  if (depot) depot.hidden = true;
  const same = home === list && card.nextElementSibling === next;
  if (list === depot) {
    putBack(card);
    openNewGroup([idOf(card)]);
  } else if (!same) await moved(card);
  suivi?.release(card.id);
}

/** @param {HTMLElement} card */
async function moved(card) {
  const before = card.nextElementSibling;
  const answer = await send(address(`contributions/${idOf(card)}/deplacer`), {
    regroupement: groupOf(card),
    avant: before?.id ? idOf(before) : "",
    version: card.dataset.version ?? "",
  });
  if (!answer.ok) {
    putBack(card);
    complain(answer.refus.message);
  } else {
    placeCard(card, /** @type {any} */ (answer.corps));
    focusCard(card);
    say(whereIs(card));
  }
  catchUp();
}

/** @param {HTMLElement} card */
function putBack(card) {
  if (home?.isConnected) home.insertBefore(card, next?.parentNode === home ? next : null);
}
