// « Copier »: puts the words of a field in the clipboard, over plain HTTP too.

const status = document.getElementById("copie");

/** @param {HTMLInputElement | HTMLTextAreaElement} field */
async function copy(field) {
  field.focus();
  field.select();
  // Outside of HTTPS there is no clipboard object: the selection is copied the old way.
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(field.value);
    return true;
  }
  return document.execCommand("copy");
}

for (const button of document.querySelectorAll("button[data-copier]")) {
  if (!(button instanceof HTMLButtonElement)) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copier ?? "");
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
    const done = await copy(field).catch(() => false);
    button.focus();
    if (!status) return;
    status.textContent = done
      ? "C’est copié : collez-le dans votre messagerie."
      : "La copie n’a pas marché : le texte est sélectionné, copiez-le au clavier.";
    if (!done) field.focus();
  });
}
