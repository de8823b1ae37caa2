import assert from "node:assert/strict";
import test from "node:test";
import { Attente, delay } from "../../../static/js/participation/boite/attente.js";
import { wait } from "../../../static/js/participation/boite/verdict.js";

/** @typedef {import("../../../static/js/participation/boite/attente.js").Envoi} Envoi */
/** @typedef {import("../../../static/js/participation/boite/verdict.js").Verdict} Verdict */

/** @type {Verdict} */
const OUI = { suite: "recu", statut: "publiee", tardive: false };

/** A store in memory, which two tabs may share. */
class Rayon {
  /** @type {Map<string, Envoi>} */
  mots = new Map();
  plein = false;
  sourd = false;
  async list() {
    if (this.sourd) throw new Error("broken");
    return [...this.mots.values()].map((mot) => structuredClone(mot));
  }
  /** @param {Envoi} envoi */
  async put(envoi) {
    if (this.plein) throw new DOMException("full", "QuotaExceededError");
    this.mots.set(envoi.client_id, structuredClone(envoi));
  }
  /** @param {string} id */
  async remove(id) {
    if (this.plein) throw new DOMException("full", "QuotaExceededError");
    this.mots.delete(id);
  }
}

/** A server that keeps each id once, and answers as told. */
class Serveur {
  /** @type {string[]} */
  gardes = [];
  /** @type {string[]} */
  vus = [];
  /** @type {(id: string) => Verdict} */
  repondre = () => OUI;
  /** @param {Envoi} envoi */
  poster = async ({ client_id, champs }) => {
    this.vus.push(champs.texte);
    const verdict = this.repondre(client_id);
    if (verdict.suite === "recu" && !this.gardes.includes(client_id)) this.gardes.push(client_id);
    return verdict;
  };
}

/**
 * @param {Rayon} depot
 * @param {Serveur} serveur
 */
const tab = (depot, serveur) =>
  new Attente({ depot, poster: serveur.poster, dire: () => {}, hasard: () => 0.5 });

/** @param {string} texte */
const mot = (texte) => ({ client_id: `id-${texte}`, champs: { texte }, fichiers: {} });

/** Let everything that is ready run. */
async function settle() {
  for (let i = 0; i < 50; i += 1) await Promise.resolve();
}

test("three words typed offline arrive in order, once the line is back", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const serveur = new Serveur();
  const rayon = new Rayon();
  serveur.repondre = () => wait("reseau");
  const attente = tab(rayon, serveur);
  for (const texte of ["un", "deux", "trois"]) await attente.add(mot(texte));
  await settle();
  assert.deepEqual(serveur.gardes, []);
  assert.equal(rayon.mots.size, 3);
  assert.ok(serveur.vus.every((texte) => texte === "un"), "the head of the queue blocks the rest");
  serveur.repondre = () => OUI;
  attente.kick();
  await settle();
  assert.deepEqual(serveur.gardes, ["id-un", "id-deux", "id-trois"]);
  assert.equal(rayon.mots.size, 0);
});

test("words added at the same instant keep the order they were given in", async () => {
  const serveur = new Serveur();
  const attente = tab(new Rayon(), serveur);
  await Promise.all(["b", "a", "c"].map((texte) => attente.add(mot(texte))));
  await settle();
  assert.deepEqual(serveur.vus, ["b", "a", "c"]);
});

test("it tries again by itself, later each time, and never before the server allows", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const serveur = new Serveur();
  serveur.repondre = () => wait("reseau", 4);
  await tab(new Rayon(), serveur).add(mot("un"));
  await settle();
  assert.equal(serveur.vus.length, 1);
  t.mock.timers.tick(3_999);
  await settle();
  assert.equal(serveur.vus.length, 1);
  serveur.repondre = () => OUI;
  t.mock.timers.tick(1_001);
  await settle();
  assert.deepEqual(serveur.gardes, ["id-un"]);
});

test("the delay grows, is spread, and has an end", () => {
  assert.equal(delay(1, 0), 500);
  assert.equal(delay(1, 1), 1_500);
  assert.equal(delay(4, 0.5), 8_000);
  assert.equal(delay(50, 0.5), 60_000);
});

test("a lost reply sends the word again under the same id", async () => {
  const serveur = new Serveur();
  const attente = tab(new Rayon(), serveur);
  serveur.repondre = (id) => {
    serveur.gardes.push(id);
    serveur.repondre = () => OUI;
    return wait("reseau");
  };
  await attente.add(mot("un"));
  attente.kick();
  await settle();
  assert.deepEqual(serveur.vus, ["un", "un"]);
  assert.deepEqual(serveur.gardes, ["id-un"]);
});

test("a reload finds the box as it was, and new words come after", async () => {
  const serveur = new Serveur();
  const rayon = new Rayon();
  serveur.repondre = () => wait("reseau");
  const avant = tab(rayon, serveur);
  await avant.add(mot("un"));
  await avant.add(mot("deux"));
  await settle();
  serveur.repondre = () => OUI;
  const apres = tab(rayon, serveur);
  await apres.add(mot("trois"));
  await settle();
  assert.deepEqual(serveur.gardes, ["id-un", "id-deux", "id-trois"]);
});

test("two tabs may send the same word: the server keeps one", async () => {
  const serveur = new Serveur();
  const rayon = new Rayon();
  serveur.repondre = () => wait("reseau");
  const [une, autre] = [tab(rayon, serveur), tab(rayon, serveur)];
  await une.add(mot("un"));
  await settle();
  serveur.repondre = () => OUI;
  une.kick();
  autre.kick();
  await settle();
  assert.deepEqual(serveur.gardes, ["id-un"]);
  assert.equal(rayon.mots.size, 0);
  assert.deepEqual([await une.list(), await autre.list()], [[], []]);
});

test("a refused word keeps its text, tells why, and lets the next one pass", async () => {
  const serveur = new Serveur();
  const attente = tab(new Rayon(), serveur);
  serveur.repondre = (id) => id === "id-un"
    ? { suite: "refus", erreur: "texte_long", message: "Trop long.", champ: "texte" } : OUI;
  await attente.add(mot("un"));
  await attente.add(mot("deux"));
  await settle();
  assert.deepEqual(serveur.gardes, ["id-deux"]);
  const [reste] = await attente.list();
  assert.deepEqual([reste.champs.texte, reste.etat, reste.message], ["un", "refus", "Trop long."]);
  await attente.drop("id-un");
  assert.deepEqual(await attente.list(), []);
});

test("when the store is full the word stays in the page, says so, and is sent", async () => {
  const serveur = new Serveur();
  const rayon = new Rayon();
  rayon.plein = true;
  serveur.repondre = () => wait("reseau");
  const attente = tab(rayon, serveur);
  await attente.add(mot("un"));
  await settle();
  assert.deepEqual((await attente.list()).map(({ volatil }) => volatil), [true]);
  serveur.repondre = () => OUI;
  attente.kick();
  await settle();
  assert.deepEqual(serveur.gardes, ["id-un"]);
  assert.deepEqual(await attente.list(), []);
});

test("a store that forgets to forget does not send for ever", async () => {
  const serveur = new Serveur();
  const rayon = new Rayon();
  serveur.repondre = () => wait("reseau");
  const attente = tab(rayon, serveur);
  await attente.add(mot("un"));
  await settle();
  rayon.plein = true;
  serveur.repondre = () => OUI;
  attente.kick();
  await settle();
  attente.kick();
  await settle();
  assert.deepEqual(serveur.gardes, ["id-un"]);
  assert.equal(serveur.vus.filter((texte) => texte === "un").length, 2);
});

test("a store that breaks while the page is open loses nothing of this page", async () => {
  const serveur = new Serveur();
  const rayon = new Rayon();
  rayon.sourd = rayon.plein = true;
  const attente = tab(rayon, serveur);
  await attente.add(mot("un"));
  await settle();
  assert.deepEqual(serveur.gardes, ["id-un"]);
});

test("a photo travels with its word", async () => {
  const serveur = new Serveur();
  const rayon = new Rayon();
  /** @type {Envoi[]} */
  const partis = [];
  const attente = new Attente({
    depot: rayon,
    dire: () => {},
    poster: async (envoi) => (partis.push(envoi), serveur.poster(envoi)),
  });
  const photo = new Blob([new Uint8Array([1, 2, 3])], { type: "image/jpeg" });
  await attente.add({ ...mot("un"), fichiers: { photo } });
  await settle();
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(partis[0].fichiers.photo.size, 3);
});
