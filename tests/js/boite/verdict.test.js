import assert from "node:assert/strict";
import test from "node:test";
import { newId } from "../../../static/js/participation/boite/identifiant.js";
import { judge } from "../../../static/js/participation/boite/verdict.js";

const OUI = { client_id: "a", statut: "publiee", tardive: true };

test("only a yes that names the word is a yes", () => {
  assert.deepEqual(judge(201, OUI, "a"), { suite: "recu", statut: "publiee", tardive: true });
  assert.equal(judge(200, OUI, "a").suite, "recu");
  assert.equal(judge(201, OUI, "b").suite, "attendre");
  assert.equal(judge(200, null, "a").suite, "attendre", "the page of a Wi-Fi gate");
});

test("our refusals settle with their sentence; another's do not", () => {
  const corps = { erreur: "texte_long", message: "Trop long.", champ: "texte" };
  for (const status of [400, 403, 409, 413, 422]) {
    assert.equal(judge(status, corps, "a").suite, "refus");
    assert.equal(judge(status, null, "a").suite, "attendre");
  }
  assert.equal(/** @type {any} */ (judge(422, corps, "a")).message, "Trop long.");
});

test("everything else waits, as long as it was asked to", () => {
  for (const status of [404, 429, 500, 502, 503]) {
    assert.equal(judge(status, { erreur: "occupe", message: "" }, "a").suite, "attendre");
  }
  assert.equal(/** @type {any} */ (judge(503, null, "a", "7")).secondes, 7);
  assert.equal(/** @type {any} */ (judge(503, null, "a", "Sun, 06 Nov")).secondes, 0);
});

test("someone who sends too fast is not told that the network is down", () => {
  assert.deepEqual(judge(429, { erreur: "trop_vite" }, "a", "20"), {
    suite: "attendre",
    secondes: 20,
    raison: "vite",
  });
  assert.equal(/** @type {any} */ (judge(503, null, "a", "20")).raison, "reseau");
});

test("an expired page asks for a fresh token", () => {
  assert.equal(judge(400, { erreur: "page_expiree" }, "a").suite, "expire");
});

test("ids are made without randomUUID, and look like its own", () => {
  const ids = new Set(Array.from({ length: 500 }, () => newId()));
  assert.equal(ids.size, 500);
  for (const id of ids) {
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});
