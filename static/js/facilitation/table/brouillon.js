// What is being typed survives a reload, on this device only.

/**
 * @param {string} key
 * @returns {string} empty when nothing was kept
 */
export function recall(key) {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

/**
 * @param {string} key
 * @param {string} text
 */
export function remember(key, text) {
  try {
    if (text.trim()) localStorage.setItem(key, text);
    else localStorage.removeItem(key);
  } catch {
    // Nothing can be kept here: the text is still in its field.
  }
}

/** @param {string} key */
export function forget(key) {
  remember(key, "");
}
