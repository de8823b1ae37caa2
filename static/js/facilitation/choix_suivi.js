// Cards chosen here that another hand moves: who, which ones, where to. One that changed place is
// let go, and said; the others stay chosen.
import { suivi } from "../live/page.js";
import { address, board, cardOf, idOf } from "./cartes.js";
import { choix, chosen, forgetAll, relearn, seen } from "./choix.js";
import { say } from "./message.js";

/**
 * A card as the server knows it: see `Choisie` in cafe/facilitation/choisies.py.
 * @typedef {{id: string, version: number, place: string, possible: boolean, corrigee: boolean,
 *   mien: boolean, dit: string}} Choisie
 */

// A gesture of a colleague comes as many fragments: they are told of together.
const PAUSE = 150;
// As many as the server answers about at once.
const PAR_FOIS = 60;
// Beyond these the others are counted.
const DITES = 3;

/** @type {Set<string>} */
const touched = new Set();
let timer = 0;

/** Listens once. */
export function startChoiceWatch() {
  suivi?.addEventListener("corps", () => review([...chosen().keys()]));
  choix.addEventListener("choix", () => {
    if (chosen().size === 0) tell([]);
  });
}

/**
 * @param {MutationRecord[]} records of the board
 */
export function reviewChanges(records) {
  if (chosen().size === 0) return;
  const nodes = records.flatMap((record) => [...record.addedNodes, ...record.removedNodes]);
  const cards = nodes.flatMap((node) =>
    !(node instanceof HTMLElement)
      ? []
      : node.id.startsWith("carte-")
        ? [node]
        : [...node.querySelectorAll("li[id^='carte-']")],
  );
  review(cards.map(idOf));
}

/** @param {string[]} ids of cards that came, went or were redrawn */
function review(ids) {
  for (const id of ids) {
    const before = chosen().get(id);
    if (!before) continue;
    const card = cardOf(id);
    const now = card && seen(card);
    if (now?.version !== before.version || now.place !== before.place) touched.add(id);
  }
  if (touched.size) later();
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE);
}

async function ask() {
  const ids = [...touched].filter((id) => chosen().has(id));
  touched.clear();
  /** @type {Choisie[]} */
  const found = [];
  for (let start = 0; start < ids.length; start += PAR_FOIS) {
    found.push(...(await fetchNow(ids.slice(start, start + PAR_FOIS))));
  }
  settle(found);
}

/**
 * @param {string[]} ids
 * @returns {Promise<Choisie[]>} none when the server does not answer: the gesture will say it
 */
async function fetchNow(ids) {
  const query = new URLSearchParams({ question: board().dataset.question ?? "", cartes: ids.join(",") });
  try {
    const answer = await fetch(`${address("tableau/choisies")}?${query}`, {
      headers: { Accept: "application/json" },
      cache: "no-store",
    });
    return answer.ok ? (await answer.json()).cartes : [];
  } catch {
    return [];
  }
}

/** @param {Choisie[]} found */
function settle(found) {
  const still = found.filter((card) => chosen().has(card.id));
  const moved = still.filter((card) => !card.possible || card.place !== chosen().get(card.id)?.place);
  const others = moved.filter((card) => !card.mien);
  for (const card of still) relearn(card.id, { version: String(card.version), place: card.place });
  const gone = moved.filter((card) => !card.possible || !card.mien);
  if (gone.length) forgetAll(gone.map((card) => card.id));
  const news = [...others, ...still.filter((card) => card.corrigee && !moved.includes(card))];
  if (news.length) tell(news);
}

/** @param {Choisie[]} cards shown beside the choice, and said politely */
function tell(cards) {
  const place = document.getElementById("choix-dits");
  if (!place) return;
  const lines = cards.slice(0, DITES).map((card) => {
    const left = chosen().has(card.id) ? "" : " Elle n’est plus choisie.";
    return `${card.dit}${left}`;
  });
  const more = cards.length - DITES;
  if (more > 0) lines.push(more === 1 ? "Et une autre." : `Et ${more} autres.`);
  place.replaceChildren(
    ...lines.map((line) => {
      const said = document.createElement("p");
      said.textContent = line;
      return said;
    }),
  );
  if (lines.length) say(lines.join(" "));
}
