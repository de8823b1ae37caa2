// Dragging by the grip, with a mouse or a long press. An extra: « Déplacer… » does the same.
import Sortable from "../../vendor/sortable/sortable.core.esm.js";
import { suivi } from "../live/page.js";
import { arrive } from "./arrivee.js";
import { address, cardOf, groupOf, idOf } from "./cartes.js";
import { send } from "./envoi.js";
import { openNewGroup } from "./gestes.js";
import { button, complain } from "./message.js";
import { catchUp } from "./suite.js";

// Under this width nothing is dragged: a finger that scrolls would move cards.
const LARGE = matchMedia("(min-width: 46rem)");
const APPUI_LONG = 250;
const LISTES = "[data-choix], .groupe > .cartes, #depot";

/** @type {Map<HTMLElement, Sortable>} */
const equipped = new Map();
/** @type {Element | null} */
let welcoming = null;
/** @typedef {{liste: Node | null, suivante: Node | null}} Origine where a card was taken from */
/** @type {Origine | null} of the card in hand */
let home = null;
/** Whether the card in hand was given up. */
let given = false;

/** Listens once: Escape lets go of the card, which goes back where it was. */
export function startDragging() {
  addEventListener("resize", equipLists);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !home) return;
    given = true;
    document.dispatchEvent(new PointerEvent("pointerup", { bubbles: true }));
  });
}

/** Make lists that came since the last call take cards; forget those that are gone. */
export function equipLists() {
  for (const [list, sortable] of equipped) {
    // To let go of a list in the middle of a drag would be to end the drag.
    if (home || (list.isConnected && LARGE.matches)) continue;
    sortable.destroy();
    equipped.delete(list);
  }
  if (!LARGE.matches || document.querySelector(".tableau-lecture")) return;
  // Three hundred folded groups need nothing until a card is in hand.
  const lists = /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll(home ? `${LISTES}, .groupe-apercu` : LISTES)
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
  home = { liste: card.parentElement, suivante: card.nextElementSibling };
  suivi?.hold(card.id);
  document.body.classList.add("glisse");
  const depot = document.getElementById("depot");
  if (depot) depot.hidden = false;
  equipLists();
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
  // The next card may be taken before the server has answered for this one.
  const from = home ?? { liste: null, suivante: null };
  const kept = !given;
  home = null;
  given = false;
  const same = from.liste === list && card.nextElementSibling === from.suivante;
  if (!kept || list === depot) putBack(card, from);
  if (kept && list === depot) openNewGroup([idOf(card)]);
  else if (kept && !same) await move(card, from);
  suivi?.release(card.id);
}

/**
 * @param {HTMLElement} card
 * @param {Origine} from
 */
async function move(card, from) {
  const before = card.nextElementSibling;
  const asked = { regroupement: groupOf(card), avant: before?.id ? idOf(before) : "" };
  const refus = await ask(card, { ...asked, version: card.dataset.version ?? "" }, heirsFrom(from));
  if (refus) putBack(card, from);
}

/**
 * @param {HTMLElement} card
 * @param {{regroupement: string, avant: string, version: string}} asked
 * @param {string[]} heirs
 * @returns {Promise<import("./envoi.js").Refus | null>} why not; it can be asked all the same
 */
async function ask(card, asked, heirs) {
  const id = idOf(card);
  const answer = await send(address(`contributions/${id}/deplacer`), asked);
  // Meanwhile it may have been drawn again, unless a hand holds it.
  const now = cardOf(id) ?? card;
  if (!answer.ok) {
    const version = answer.refus.actuel?.version;
    const again = () => ask(cardOf(id) ?? now, { ...asked, version: String(version) }, heirs);
    complain(answer.refus.message, version ? [button("Déplacer quand même", again)] : []);
    catchUp();
    return answer.refus;
  }
  await arrive(now, answer.corps, heirs);
  return null;
}

/**
 * @param {Origine} from
 * @returns {string[]} who gets the focus of a card that leaves the page, the best first
 */
function heirsFrom({ liste, suivante }) {
  const list = /** @type {HTMLElement | null} */ (liste);
  const near = [suivante, list?.lastElementChild, list?.closest("[role=region]")];
  return near.flatMap((e) => (e instanceof HTMLElement && e.id ? [e.id] : []));
}

/**
 * @param {HTMLElement} card
 * @param {Origine} from
 */
function putBack(card, { liste, suivante }) {
  if (liste?.isConnected) liste.insertBefore(card, suivante?.parentNode === liste ? suivante : null);
}
