// Where words wait in the phone: IndexedDB, else localStorage. One key per word, so that two
// tabs never overwrite each other; keys begin with the installation and the séance, so that
// the next event at the same address sees nothing of this one.
import { createStore, del, getMany, keys, set } from "../../../vendor/idb-keyval/idb-keyval.js";

/** @typedef {import("./attente.js").Envoi} Envoi */
/** @typedef {import("./attente.js").Depot} Depot */

// Some browsers never answer when IndexedDB is broken.
const PATIENCE = 2_000;

/**
 * @param {string} instance id of the installation
 * @param {string} seance its id
 * @param {string} sorte « parole » or « brouillon »
 * @returns {string} what every key of that sort begins with
 */
export function prefix(instance, seance, sorte) {
  return `cafe:${instance}:${seance}:${sorte}:`;
}

/**
 * @param {string} debut
 * @returns {Depot}
 */
export function indexedDepot(debut) {
  const store = createStore("cafe", "boite");
  return {
    async list() {
      const miennes = (await keys(store)).filter((cle) => String(cle).startsWith(debut));
      return (await getMany(miennes, store)).filter(Boolean);
    },
    put: (envoi) => set(debut + envoi.client_id, envoi, store),
    remove: (clientId) => del(debut + clientId, store),
  };
}

/**
 * @param {string} debut
 * @param {Storage} storage
 * @returns {Depot} refuses photos and voices, which it cannot hold
 */
export function textDepot(debut, storage) {
  return {
    async list() {
      const miennes = Object.keys(storage).filter((cle) => cle.startsWith(debut));
      return miennes.flatMap((cle) => read(storage.getItem(cle)));
    },
    async put(envoi) {
      if (Object.keys(envoi.fichiers).length) throw new TypeError("a file needs IndexedDB");
      storage.setItem(debut + envoi.client_id, JSON.stringify(envoi));
    },
    async remove(clientId) {
      storage.removeItem(debut + clientId);
    },
  };
}

/** @param {string | null} texte */
function read(texte) {
  try {
    const envoi = JSON.parse(texte ?? "null");
    return envoi && typeof envoi.client_id === "string" ? [/** @type {Envoi} */ (envoi)] : [];
  } catch {
    return [];
  }
}

/**
 * Write where the first store takes it; read and forget in all of them.
 * @param {Depot[]} depots
 * @returns {Depot}
 */
export function either(depots) {
  return {
    async list() {
      const listes = await Promise.allSettled(depots.map((depot) => depot.list()));
      return listes.flatMap((liste) => (liste.status === "fulfilled" ? liste.value : []));
    },
    async put(envoi) {
      /** @type {unknown} */
      let faute = new Error("no store");
      for (const depot of depots) {
        try {
          return await depot.put(envoi);
        } catch (error) {
          faute = error;
        }
      }
      throw faute;
    },
    async remove(clientId) {
      await Promise.all(depots.map((depot) => depot.remove(clientId)));
    },
  };
}

/**
 * The stores that work in this browser.
 * @param {string} debut
 * @returns {Promise<Depot | null>} null when nothing can be kept: the plain form remains
 */
export async function openDepot(debut) {
  const depots = [];
  try {
    const depot = indexedDepot(debut);
    await within(depot.list(), PATIENCE);
    depots.push(depot);
  } catch {
    // Blocked, broken or absent.
  }
  try {
    const depot = textDepot(debut, localStorage);
    await depot.list();
    depots.push(depot);
  } catch {
    // Blocked with the cookies.
  }
  return depots.length ? either(depots) : null;
}

/**
 * @template T
 * @param {Promise<T>} promesse
 * @param {number} millisecondes
 * @returns {Promise<T>}
 */
function within(promesse, millisecondes) {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("too long")), millisecondes);
    promesse.then(resolve, reject);
  });
}
