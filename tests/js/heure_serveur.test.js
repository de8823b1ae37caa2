import assert from "node:assert/strict";
import test from "node:test";
import { HeureServeur } from "../../static/js/live/heure_serveur.js";

// The page counts from 0 while the server counts from a million.
const VRAI = 1_000_000;

test("an answer is taken to have travelled as long as its question", () => {
  const heure = new HeureServeur();
  heure.apprendre(VRAI + 1_100, 1_200, 1_000);
  assert.equal(heure.ecart, VRAI);
});

test("an answer that the server kept waiting does not shift the time", () => {
  const heure = new HeureServeur();
  heure.apprendre(VRAI + 110, 120, 100);
  // Asked at 1 000, read only at 3 990, back at once: half of three seconds would be wrong.
  heure.apprendre(VRAI + 3_990, 4_000, 1_000);
  assert.ok(Math.abs(heure.ecart - VRAI) <= 10);
});

test("even a first answer kept waiting is wrong by a quarter of a second at most", () => {
  const heure = new HeureServeur();
  heure.apprendre(VRAI + 3_990, 4_000, 1_000);
  assert.ok(Math.abs(heure.ecart - VRAI) <= 250);
});

test("what the server says by itself, late or not, is never believed to be the future", () => {
  const heure = new HeureServeur();
  heure.apprendre(VRAI + 110, 120, 100);
  heure.apprendre(VRAI + 5_000, 8_000);
  assert.ok(Math.abs(heure.ecart - VRAI) <= 10);
});

test("a clock that was moved is followed at once", () => {
  const heure = new HeureServeur();
  heure.apprendre(VRAI + 110, 120, 100);
  heure.apprendre(VRAI + 60_000 + 200, 210);
  assert.ok(Math.abs(heure.ecart - VRAI - 60_000) <= 10);
  heure.apprendre(VRAI - 60_000 + 310, 320, 300);
  assert.equal(heure.ecart, VRAI - 60_000);
});

test("a page that slept is shifted by as much", () => {
  const heure = new HeureServeur();
  heure.apprendre(VRAI + 110, 120, 100);
  heure.decaler(90_000);
  assert.equal(heure.ecart, VRAI + 90_000);
});
