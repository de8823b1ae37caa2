// Ids made by the phone. `crypto.randomUUID` is missing over plain HTTP, `getRandomValues` is not.

/**
 * @param {(octets: Uint8Array) => Uint8Array} [alea] fills the array with random bytes
 * @returns {string} a random UUID (version 4)
 */
export function newId(alea = (octets) => crypto.getRandomValues(octets)) {
  const octets = alea(new Uint8Array(16));
  octets[6] = (octets[6] & 0x0f) | 0x40;
  octets[8] = (octets[8] & 0x3f) | 0x80;
  const hexa = [...octets].map((octet) => octet.toString(16).padStart(2, "0")).join("");
  return [8, 12, 16, 20, 32].map((fin, i) => hexa.slice([0, 8, 12, 16, 20][i], fin)).join("-");
}
