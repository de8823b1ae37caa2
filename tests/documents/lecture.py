"""Reads produced PDFs back, as a reader's software would."""

import re
import subprocess
from io import BytesIO
from pathlib import Path

from PIL import Image
from pypdf import PdfReader


def read_pages(pdf: bytes) -> list[str]:
    """The text of each page, spaces and line ends made plain."""
    return [flatten(page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


def read_text(pdf: bytes) -> str:
    """The text of all pages."""
    return " ".join(read_pages(pdf))


def read_lines(pdf: bytes) -> list[list[str]]:
    """The lines of each page from top to bottom, without its running head and foot."""
    corps = []
    for page in PdfReader(BytesIO(pdf)).pages:
        lignes = [flatten(ligne) for ligne in page.extract_text().splitlines()]
        numero = next(i for i, ligne in enumerate(lignes) if re.match(r"page \d+ sur \d+", ligne))
        corps.append([ligne for ligne in lignes[numero + 1 :] if ligne])
    return corps


def read_first_page_as_seen(pdf: bytes, folder: Path) -> str:
    """The text of the first page in the order of the eye, not of the file."""
    fichier = folder / "premiere.pdf"
    fichier.write_bytes(pdf)
    commande = ["pdftotext", "-l", "1", "-layout", str(fichier), "-"]
    return flatten(subprocess.run(commande, check=True, capture_output=True, text=True).stdout)


def flatten(texte: str) -> str:
    """One kind of space, one at a time."""
    return re.sub(r"\s+", " ", texte).strip()


def words_with_bounds(pdf: bytes, folder: Path) -> list[tuple[str, float, float]]:
    """Each printed word with its left and right edges, in points from the page's left side."""
    fichier = folder / "bornes.pdf"
    fichier.write_bytes(pdf)
    html = subprocess.run(
        ["pdftotext", "-bbox", str(fichier), "-"], check=True, capture_output=True, text=True
    ).stdout
    motif = r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">(.*?)</word>'
    return [(mot, float(gauche), float(droite)) for gauche, droite, mot in re.findall(motif, html)]


def render_pages(pdf: bytes, folder: Path, *, dpi: int = 100) -> list[Image.Image]:
    """Each page as a picture, drawn by another program than the one that made it."""
    fichier = folder / "pages.pdf"
    fichier.write_bytes(pdf)
    subprocess.run(
        ["pdftoppm", "-r", str(dpi), "-png", str(fichier), str(folder / "page")], check=True
    )
    return [Image.open(image) for image in sorted(folder.glob("page-*.png"))]
