// A photo made small in the phone before it is sent: a few seconds instead of a minute on a slow
// network, and without the place where it was taken. Works over plain HTTP; where the browser
// cannot, the photo leaves as it is and the server makes it small.
import { keep, offer, phrases } from "./pieces.js";

const SIDE = 1600;
/** Lighter than this, there is nothing to gain. */
const LIGHT = 400 * 1024;
const HEAVIEST = 15 * 1024 * 1024;

/**
 * @param {File} file
 * @returns {Promise<File | null>} null when the browser cannot, or when nothing was gained
 */
async function smaller(file) {
  try {
    const image = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.width * scale));
    canvas.height = Math.max(1, Math.round(image.height * scale));
    const pen = canvas.getContext("2d");
    if (!pen) return null;
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    const drawn = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.8));
    if (!(drawn instanceof Blob) || drawn.size >= file.size) return null;
    return new File([drawn], "photo.jpg", { type: "image/jpeg" });
  } catch {
    return null;
  }
}

const piece = offer("photo", {
  heaviest: HEAVIEST,
  said: () => phrases().photo ?? "",
  preview: (file) => {
    const image = document.createElement("img");
    image.src = URL.createObjectURL(file);
    image.alt = phrases().alt ?? "";
    return image;
  },
});
piece?.field.addEventListener("change", async () => {
  const chosen = piece.field.files?.[0];
  if (!chosen || chosen.size < LIGHT) return;
  const drawn = await smaller(chosen);
  // Somebody may have taken it away, or chosen another one, meanwhile.
  if (drawn && piece.field.files?.[0] === chosen) keep(piece.field, drawn);
});
