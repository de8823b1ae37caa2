// A photo of the board, large, in a dialog. Without this script its link opens the photo itself.

/** Listens once; cards come and go. */
export function startPhotos() {
  const dialog = document.getElementById("photo");
  const image = dialog?.querySelector("img");
  if (!(dialog instanceof HTMLDialogElement) || !image) return;
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = /** @type {Element} */ (event.target).closest("a[data-photo]");
    if (!(link instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    image.src = link.href;
    dialog.showModal();
  });
  dialog.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (target === dialog || target.closest("[data-fermer]")) dialog.close();
  });
  dialog.addEventListener("close", () => image.removeAttribute("src"));
}
