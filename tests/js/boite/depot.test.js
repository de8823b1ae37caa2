import assert from "node:assert/strict";
import test from "node:test";
import { Brouillons } from "../../../static/js/participation/boite/brouillon.js";
import { either, prefix, textDepot } from "../../../static/js/participation/boite/depot.js";

/** A Storage whose keys are its own properties, as in a browser. */
class Tiroir {
  /** @param {string} cle */
  getItem(cle) {
    return Object.hasOwn(this, cle) ? /** @type {any} */ (this)[cle] : null;
  }
  /** @param {string} cle @param {string} valeur */
  setItem(cle, valeur) {
    /** @type {any} */ (this)[cle] = valeur;
  }
  /** @param {string} cle */
  removeItem(cle) {
    delete (/** @type {any} */ (this)[cle]);
  }
}

/** @param {string} id @returns {any} */
const envoi = (id) => ({ client_id: id, ordre: 1, champs: { texte: id }, fichiers: {} });

test("another event at the same address sees neither words nor drafts", async () => {
  const tiroir = /** @type {any} */ (new Tiroir());
  const ici = textDepot(prefix("i1", "s1", "parole"), tiroir);
  await ici.put(envoi("a"));
  new Brouillons(prefix("i1", "s1", "brouillon"), tiroir).write("q", {
    client_id: "b", texte: "Un banc", categorie: "idee",
  });
  for (const [instance, seance] of [["i2", "s1"], ["i1", "s2"]]) {
    assert.deepEqual(await textDepot(prefix(instance, seance, "parole"), tiroir).list(), []);
    assert.equal(new Brouillons(prefix(instance, seance, "brouillon"), tiroir).read("q"), null);
  }
  assert.equal((await ici.list()).length, 1);
});

test("a word goes to the first store that takes it, and is found and forgotten in all", async () => {
  const plein = /** @type {any} */ (new Tiroir());
  plein.setItem = () => {
    throw new Error("full");
  };
  const tiroir = /** @type {any} */ (new Tiroir());
  const deux = either([textDepot("p:", plein), textDepot("p:", tiroir)]);
  await deux.put(envoi("a"));
  assert.deepEqual((await deux.list()).map((mot) => mot.client_id), ["a"]);
  await deux.remove("a");
  assert.deepEqual(await deux.list(), []);
});

test("text alone goes to localStorage: a photo is refused, not cut", async () => {
  const depot = textDepot("p:", /** @type {any} */ (new Tiroir()));
  await assert.rejects(depot.put({ ...envoi("a"), fichiers: { photo: new Blob(["x"]) } }));
});

test("a damaged entry is passed over", async () => {
  const tiroir = /** @type {any} */ (new Tiroir());
  tiroir.setItem("p:a", "{");
  assert.deepEqual(await textDepot("p:", tiroir).list(), []);
});

test("a draft is kept with its id, forgotten when empty, and never stops the writer", () => {
  const tiroir = /** @type {any} */ (new Tiroir());
  const brouillons = new Brouillons("d:", tiroir);
  const brouillon = { client_id: "a", texte: "Un banc", categorie: "idee" };
  assert.equal(brouillons.write("q", brouillon), true);
  assert.deepEqual(brouillons.read("q"), brouillon);
  brouillons.write("q", { ...brouillon, texte: " " });
  assert.equal(brouillons.read("q"), null);
  brouillons.write("q", brouillon);
  brouillons.clear();
  assert.equal(brouillons.read("q"), null);
  tiroir.setItem = () => {
    throw new Error("full");
  };
  assert.equal(brouillons.write("q", brouillon), false);
  assert.equal(new Brouillons("d:", null).write("q", brouillon), false);
});
