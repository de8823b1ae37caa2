// Follows one salle: takes its seat again after each cut, applies what comes in order, and
// fetches the body whenever the page may have missed something.
import { io } from "../../vendor/socket.io/socket.io.esm.min.js";
import { FRAGMENTS, JOIN, MINUTEUR, PRESENCE } from "./events.js";
import { Page, recount } from "./fragments.js";
import { mergeBody } from "./fusion.js";
import { parse } from "./html.js";
import { replaceBody } from "./memoire.js";
import { entendre, lire, montrer } from "./minuteur.js";
import { verdict } from "./numeros.js";

/** @typedef {import("./events.js").Fragments} Fragments */
/** @typedef {import("./events.js").Presence} Presence */

// A page hidden for a minute may have been put to sleep without the socket noticing.
const SOMMEIL = 60_000;
// The server says something every ten seconds: after two misses the line is dead.
const SILENCE = 25_000;
const RETRY = 2_000;
// A page that is read anew at each change (`data-relire`) is so once a second at most.
const RELIRE = 1_000;

/**
 * One page that follows its salle. Events: `nouvelles` (detail: ids new to the page),
 * `relecture` (the body is about to be asked for), `corps` (the body was replaced), `presence` (detail: Presence), `perdue` (detail: Date of
 * the last thing heard), `reprise`, `refusee` (detail: raison).
 */
export class Suivi extends EventTarget {
  #page = new Page();
  #socket = io({ transports: ["websocket", "polling"], tryAllTransports: true });
  /** @type {(Fragments | Presence)[]} */
  #unread = [];
  #fetching = false;
  #wanted = false;
  #seated = false;
  #refused = false;
  #heard = new Date();
  #hiddenSince = 0;
  #silence = 0;
  #later = 0;
  /** When a seat was asked for, until the time that comes with it. @type {number | undefined} */
  #asked;
  /** When the last body was asked for, and when it began to come. @type {[number, number]} */
  #journey = [0, 0];

  /** @param {string} salle its name; the body is the page's `[data-corps]` */
  constructor(salle) {
    super();
    this.#socket.on("connect", () => this.#sit(salle));
    this.#socket.on("disconnect", (reason) => this.#lost(reason));
    // Turned away at the door: the library will not knock again by itself.
    this.#socket.on("connect_error", () => this.#socket.active || this.#refuse("interdit"));
    this.#socket.on(FRAGMENTS, (message) => this.#take(message));
    this.#socket.on(PRESENCE, (message) => this.#take(message));
    this.#socket.on(MINUTEUR, (message) => this.#tell(message));
    this.#socket.io.on("ping", () => this.#hear());
    document.addEventListener("visibilitychange", () => this.#visibility());
    addEventListener("pageshow", (event) => event.persisted && this.refetch());
    recount();
  }

  /** Whether the page is seated and hears everything from now on. */
  get live() {
    return this.#seated && this.#socket.connected && !this.#fetching && !this.#wanted;
  }

  /** @param {string} id an element id that must not be redrawn (dragged, dialog open) */
  hold(id) {
    this.#page.hold(id);
  }

  /** @param {string} id */
  release(id) {
    this.#say(this.#page.release(id));
    if (this.#wanted && !this.#page.busy) this.refetch();
  }

  /**
   * Put into the page what came with an answer, before or after it is announced.
   * @param {import("./events.js").Operation[]} operations
   */
  place(operations) {
    this.#say(this.#page.apply(operations));
  }

  /** @returns {{touched: Set<string>, end: () => void}} see `Page.watch` */
  watch() {
    return this.#page.watch();
  }

  /** Fetch the body again; waits until nothing is held. */
  async refetch() {
    if (this.#fetching || this.#page.busy || this.#refused) {
      this.#wanted = true;
      return;
    }
    this.#fetching = true;
    this.#wanted = false;
    this.#unread = [];
    const fresh = await this.#fetchBody();
    this.#fetching = false;
    if (!fresh || this.#page.busy) this.#wanted = true;
    if (fresh && !this.#page.busy) this.#show(fresh);
    else if (!fresh && !this.#refused) setTimeout(() => this.#retry(), RETRY);
  }

  #retry() {
    if (this.#wanted && this.#socket.connected) this.refetch();
  }

  /** @returns {HTMLElement} */
  get #body() {
    return /** @type {HTMLElement} */ (document.querySelector("[data-corps]"));
  }

  get #last() {
    return Number(this.#body.dataset.numero);
  }

  /** @param {string} salle */
  async #sit(salle) {
    const again = this.#seated;
    /** @type {import("./events.js").Reponse} */
    let answer;
    this.#asked = performance.now();
    try {
      answer = await this.#socket.timeout(5_000).emitWithAck(JOIN, { salle });
    } catch {
      this.#socket.io.engine?.close();
      return;
    }
    if (!answer.ok) return this.#refuse(answer.raison);
    this.#seated = true;
    this.#hear();
    if (again || this.#wanted || answer.numero > this.#last) this.refetch();
    else this.dispatchEvent(new CustomEvent("reprise"));
  }

  /** @param {import("./events.js").Minuteur} message */
  #tell(message) {
    this.#hear();
    entendre(message, performance.now(), this.#asked);
    this.#asked = undefined;
  }

  /** @param {Fragments | Presence} message */
  #take(message) {
    this.#hear();
    // What is told during a fetch may be newer than what the fetch brings; what was told
    // before it began is in it.
    if (this.#fetching) this.#unread.push(message);
    else if (this.#wanted) return;
    else if ("operations" in message) this.#follow(message);
    else this.#check(message);
  }

  /** @param {Fragments} message */
  #follow(message) {
    const said = verdict(this.#last, message);
    if (said === "relire") this.refetch();
    if (said !== "appliquer") return;
    if ("relire" in this.#body.dataset) {
      this.#later ||= setTimeout(() => {
        this.#later = 0;
        this.refetch();
      }, RELIRE);
      return;
    }
    const fresh = this.#page.apply(message.operations);
    this.#body.dataset.numero = String(message.numero);
    this.#say(fresh);
  }

  /** @param {Presence} message */
  #check(message) {
    this.dispatchEvent(new CustomEvent("presence", { detail: message }));
    if (message.numero > this.#last) this.refetch();
  }

  /** @param {HTMLElement} fresh */
  #show(fresh) {
    this.#page.forget();
    const [asked, came] = this.#journey;
    lire(fresh, came, asked);
    if ("fusion" in this.#body.dataset) mergeBody(this.#body, fresh);
    else replaceBody(this.#body, fresh);
    recount();
    montrer();
    this.dispatchEvent(new CustomEvent("corps"));
    if (this.#socket.connected) this.dispatchEvent(new CustomEvent("reprise"));
    if (this.#wanted) this.refetch();
    else for (const message of this.#unread.splice(0)) this.#take(message);
  }

  /** @returns {Promise<HTMLElement | null>} null when the network or the server fails */
  async #fetchBody() {
    const asked = performance.now();
    // The page may say in the address how much of it is shown.
    this.dispatchEvent(new CustomEvent("relecture"));
    try {
      const answer = await fetch(this.#body.dataset.corpsUrl ?? "", {
        headers: { Accept: "text/html" },
        cache: "no-store",
      });
      this.#journey = [asked, performance.now()];
      if ([401, 403, 404].includes(answer.status)) this.#refuse("interdit");
      if (!answer.ok) return null;
      const found = parse(await answer.text()).querySelector("[data-corps]");
      // Signed out meanwhile: what came is the sign-in page.
      if (!found) this.#refuse("interdit");
      return /** @type {HTMLElement | null} */ (found);
    } catch {
      return null;
    }
  }

  /** @param {string[]} fresh */
  #say(fresh) {
    if (fresh.length) this.dispatchEvent(new CustomEvent("nouvelles", { detail: fresh }));
  }

  #hear() {
    this.#heard = new Date();
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#socket.io.engine?.close(), SILENCE);
  }

  /** @param {string} reason */
  #lost(reason) {
    clearTimeout(this.#silence);
    this.dispatchEvent(new CustomEvent("perdue", { detail: this.#heard }));
    // Shown out by the server: ask once more, it says whether we still may.
    if (reason === "io server disconnect") this.#socket.connect();
  }

  /** @param {string} raison */
  #refuse(raison) {
    this.#refused = true;
    clearTimeout(this.#silence);
    this.#socket.disconnect();
    this.dispatchEvent(new CustomEvent("refusee", { detail: raison }));
  }

  #visibility() {
    if (document.visibilityState === "hidden") this.#hiddenSince = Date.now();
    else if (this.#hiddenSince && Date.now() - this.#hiddenSince >= SOMMEIL) this.refetch();
  }
}
