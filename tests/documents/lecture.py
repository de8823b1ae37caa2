"""Reads produced PDFs back, as a reader's software would."""

import re
import subprocess
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from pypdf import PdfReader
from reportlab.lib.pagesizes import A4


def read_pages(pdf: bytes) -> list[str]:
    """The text of each page, spaces and line ends made plain."""
    return [flatten(page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


def read_text(pdf: bytes) -> str:
    """The text of all pages."""
    return " ".join(read_pages(pdf))


def read_lines(pdf: bytes, folder: Path) -> list[list[str]]:
    """The lines of each page as drawn, without its running head and foot."""
    fichier = folder / "lignes.pdf"
    fichier.write_bytes(pdf)
    corps = ["-x", "0", "-y", "50", "-W", "600", "-H", str(int(A4[1]) - 50 - 46)]
    texte = _run("pdftotext", "-raw", *corps, str(fichier), "-")
    pages = texte.removesuffix("\f").split("\f")
    return [[flatten(ligne) for ligne in page.splitlines() if ligne.strip()] for page in pages]


def read_first_page_as_seen(pdf: bytes, folder: Path) -> str:
    """The text of the first page in the order of the eye, not of the file."""
    fichier = folder / "premiere.pdf"
    fichier.write_bytes(pdf)
    commande = ["pdftotext", "-l", "1", "-layout", str(fichier), "-"]
    return flatten(subprocess.run(commande, check=True, capture_output=True, text=True).stdout)


def flatten(texte: str) -> str:
    """One kind of space, one at a time."""
    return re.sub(r"\s+", " ", texte).strip()


@dataclass(frozen=True, slots=True)
class Mot:
    """A printed word: its page, from 1, and its box in points from the page's top left corner."""

    page: int
    texte: str
    gauche: float
    haut: float
    droite: float
    bas: float


def words_with_boxes(pdf: bytes, folder: Path) -> list[Mot]:
    """Each printed word, page by page."""
    fichier = folder / "bornes.pdf"
    fichier.write_bytes(pdf)
    html = _run("pdftotext", "-bbox", str(fichier), "-")
    motif = r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>'
    mots = []
    for numero, page in enumerate(html.split("<page ")[1:], start=1):
        for *boite, texte in re.findall(motif, page):
            gauche, haut, droite, bas = map(float, boite)
            mots.append(Mot(numero, unescape(texte), gauche, haut, droite, bas))
    return mots


def count_pages(pdf: bytes, folder: Path) -> int:
    """As `pdfinfo` counts them."""
    return int(re.findall(r"Pages:\s+(\d+)", _info(pdf, folder))[0])


def is_tagged(pdf: bytes, folder: Path) -> bool:
    """As `pdfinfo` tells it."""
    return re.search(r"Tagged:\s+yes", _info(pdf, folder)) is not None


def read_structure(pdf: bytes, folder: Path) -> str:
    """The structure tree with its text, as `pdfinfo` prints it."""
    fichier = folder / "balises.pdf"
    fichier.write_bytes(pdf)
    return _run("pdfinfo", "-struct-text", str(fichier))


def read_elements(pdf: bytes) -> list[list[list[str]]]:
    """For each page, in the order of drawing: each piece of content's element and its parents."""
    lecteur = PdfReader(BytesIO(pdf))
    nums = lecteur.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    arbre = dict(zip(nums[::2], nums[1::2], strict=True))
    return [
        [_lineage(balise.get_object()) for balise in arbre[page["/StructParents"]].get_object()]
        for page in lecteur.pages
    ]


def _lineage(balise: Any) -> list[str]:
    lignee = []
    while "/S" in balise:
        lignee.append(balise["/S"].removeprefix("/"))
        balise = balise["/P"]
    return lignee


def _info(pdf: bytes, folder: Path) -> str:
    fichier = folder / "info.pdf"
    fichier.write_bytes(pdf)
    return _run("pdfinfo", str(fichier))


def _run(*commande: str) -> str:
    return subprocess.run(commande, check=True, capture_output=True, text=True).stdout


def render_pages(pdf: bytes, folder: Path, *, dpi: int = 100) -> list[Image.Image]:
    """Each page as a picture, drawn by another program than the one that made it."""
    fichier = folder / "pages.pdf"
    fichier.write_bytes(pdf)
    subprocess.run(
        ["pdftoppm", "-r", str(dpi), "-png", str(fichier), str(folder / "page")], check=True
    )
    pages = [Image.open(image) for image in sorted(folder.glob("page-*.png"))]
    for page in pages:
        page.load()
    return pages
