import assert from "node:assert/strict";
import test from "node:test";
import { verdict } from "../../static/js/live/numeros.js";

test("a message that follows what the page shows is applied", () => {
  assert.equal(verdict(12, { apres: 12, numero: 13 }), "appliquer");
});

test("a page newer than the salle's last message follows too", () => {
  assert.equal(verdict(12, { apres: 9, numero: 14 }), "appliquer");
});

test("what the page already contains is ignored", () => {
  assert.equal(verdict(12, { apres: 11, numero: 12 }), "ignorer");
  assert.equal(verdict(12, { apres: 3, numero: 4 }), "ignorer");
});

test("a hole makes the page read itself again", () => {
  assert.equal(verdict(12, { apres: 13, numero: 14 }), "relire");
});

test("a message that follows itself asks everybody to read again", () => {
  assert.equal(verdict(12, { apres: 14, numero: 14 }), "relire");
});

test("counts bear the number of the words they count, and are applied after them", () => {
  assert.equal(verdict(14, { apres: 14, numero: 14 }), "appliquer");
  assert.equal(verdict(15, { apres: 14, numero: 14 }), "ignorer");
});
