// Arrows walk from card to card; Enter or « d » on a card opens « Déplacer… », « t » « Transmettre… »; « e » shows the
// words put forward, or all of them. « x » chooses a card, Shift and an arrow the next one too, « X » all those up to
// here; « g » leads to the gestures on the cards chosen.
import { board, cardAt, cardsIn, focusCard } from "./cartes.js";
import { choose, chooseUpTo, isChoosable, isChoosing } from "./choix.js";
import { openCard } from "./gestes.js";
import { focusBar } from "./plusieurs.js";

/** Listens once; only when a card, or a button in it, has the focus. */
export function startKeyboard() {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const card = cardAt(document.activeElement);
    if (!card) return;
    if (extend(event, card) || react(event.key, card)) event.preventDefault();
  });
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement} card
 * @returns {boolean} whether the key chose something
 */
function extend({ key, shiftKey }, card) {
  if (!isChoosable(card)) return false;
  if (shiftKey && (key === "ArrowDown" || key === "ArrowUp")) {
    choose(card, true);
    walk(card, key === "ArrowDown" ? 1 : -1);
    const next = cardAt(document.activeElement);
    if (isChoosable(next) && next) choose(next, true);
    return true;
  }
  if (key.toLowerCase() !== "x") return false;
  if (shiftKey) chooseUpTo(card);
  else choose(card);
  return true;
}

/**
 * @param {string} key
 * @param {HTMLElement} card
 * @returns {boolean} whether the key meant something here
 */
function react(key, card) {
  const own = document.activeElement === card;
  if (key === "e" && own) {
    const other = document.querySelector("a[data-autre-filtre]");
    if (other instanceof HTMLElement) other.click();
    return other !== null;
  }
  if (key === "d" || (key === "Enter" && own)) {
    if (!card.querySelector('[data-geste="deplacer"]')) return false;
    openCard(card, "deplacer");
    return true;
  }
  if (key === "g" && isChoosing()) {
    focusBar();
    return true;
  }
  if (key === "t") {
    openCard(card, "transmettre");
    return true;
  }
  if (key === "ArrowDown") return walk(card, 1);
  if (key === "ArrowUp") return walk(card, -1);
  if (key === "ArrowRight") return jump(card, 1);
  if (key === "ArrowLeft") return jump(card, -1);
  return false;
}

/**
 * @param {HTMLElement} card
 * @param {number} step within its list
 */
function walk(card, step) {
  const cards = cardsIn(card.parentElement ?? undefined);
  const next = cards[cards.indexOf(card) + step];
  if (next || step < 0) return go(next);
  // Past the last card of the page: what leads to those that follow.
  const more = board().querySelector(`a[data-suite="${card.parentElement?.id}"]`);
  if (more instanceof HTMLElement) more.focus();
  return true;
}

/**
 * @param {HTMLElement} card
 * @param {number} step to the first card of another list
 */
function jump(card, step) {
  const lists = [...board().querySelectorAll(".cartes")].filter((list) => cardsIn(list).length);
  const list = lists[lists.indexOf(/** @type {Element} */ (card.parentElement)) + step];
  return list ? go(cardsIn(list)[0]) : true;
}

/** @param {HTMLElement | undefined} card */
function go(card) {
  if (card && !focusCard(card)) focusCard(card, "publier");
  card?.scrollIntoView({ block: "nearest" });
  return true;
}
