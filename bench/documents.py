"""`python -m bench documents`: comptes rendus as PDF beside a bare reportlab drawing.

The bare drawing has the same texts, styles and width, one paragraph after the other: no table, no
tag, no head, no foot, no heading kept with what follows. Its texts are gathered beforehand; both
start from text and end with bytes. Runs are interleaved, and who starts changes each time.

Then the live path is measured while such documents are drawn (`pendant`).

Exit code: 0 when the goals are met, 3 when one is not. With `--rapide` goals are not judged.
"""

import argparse
import gc
import sys
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from statistics import median
from time import perf_counter
from xml.sax.saxutils import escape as escape_xml

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

from bench.exemples import reunion, world_cafe
from bench.pendant import RAPPORT_MAX as DIRECT_MAX
from bench.pendant import measure_live
from bench.serveurs import Reglage, choose_cores
from cafe.documents.compte_rendu import pdf as cafe_pdf
from cafe.documents.compte_rendu.blocs import Citation
from cafe.documents.flux import Paragraphe, Tableau
from cafe.documents.reunion import pdf as reunion_pdf
from cafe.documents.titres import Feuille

RAPPORT_MAX = 1.5

Textes = list[tuple[str, ParagraphStyle, str]]


@dataclass(frozen=True)
class Cas:
    """A document to draw: the application's way, and the bare way with the texts gathered."""

    nom: str
    dessine: Callable[[], bytes]
    textes: Textes
    feuille: Feuille

    def draw_bare(self) -> bytes:
        """The same texts, one under the other."""
        sortie = BytesIO()
        document = SimpleDocTemplate(
            sortie,
            pagesize=A4,
            invariant=1,
            leftMargin=self.feuille.laterale,
            rightMargin=self.feuille.laterale,
            topMargin=self.feuille.haute,
            bottomMargin=self.feuille.basse,
        )
        document.build(
            [Paragraph(texte, style, bulletText=puce or None) for texte, style, puce in self.textes]
        )
        return sortie.getvalue()


def main(arguments: Sequence[str]) -> int:
    """Run, show and judge; returns the exit code."""
    options = argparse.ArgumentParser(prog="cafe bench documents")
    options.add_argument("--repetitions", type=int, default=9)
    options.add_argument("--duree", type=float, default=8.0, help="secondes par course en direct")
    options.add_argument("--rapide", action="store_true", help="une seule course, sans jugement")
    choix = options.parse_args(arguments)
    if choix.rapide:
        choix.repetitions, choix.duree = 1, 3.0
    print("Compte rendu en PDF, à côté du même texte dessiné à nu : médiane [mini–maxi], en ms")
    manques = []
    for cas in _cases():
        ici, nu = _time(cas, choix.repetitions)
        rapport = median(ici) / median(nu)
        print(
            f"  {cas.nom:22} Café {_show(ici)}   nu {_show(nu)}   × {rapport:.2f} "
            f"(au meilleur : × {min(ici) / min(nu):.2f})   "
            f"mémoire {_peak(cas.dessine):.1f} Mo, nu {_peak(cas.draw_bare):.1f} Mo"
        )
        if rapport > RAPPORT_MAX:
            manques.append(f"{cas.nom} : × {rapport:.2f} pour un objectif de {RAPPORT_MAX:g}")
    print("\nPOST → tableau pendant qu’un compte rendu de 1 000 contributions est dessiné")
    direct = measure_live(Reglage(*choose_cores()), max(1, choix.repetitions // 3), choix.duree)
    if direct > DIRECT_MAX:
        manques.append(f"en direct : × {direct:.2f} pour un objectif de {DIRECT_MAX:g}")
    if choix.rapide:
        return 0
    for manque in manques:
        print(f"OBJECTIF MANQUÉ : {manque}", file=sys.stderr)
    return 3 if manques else 0


def _cases() -> Iterator[Cas]:
    contenu = reunion()
    yield Cas(
        "13 personnes, 3 points",
        lambda: reunion_pdf.render_pdf(contenu),
        list(_texts(reunion_pdf.story(contenu))),
        reunion_pdf.styles.FEUILLE,
    )
    for nombre in (300, 1000):
        cafe = world_cafe(nombre)
        yield Cas(
            f"{nombre} contributions",
            lambda cafe=cafe: cafe_pdf.render_pdf(cafe),
            list(_texts(cafe_pdf.story(cafe))),
            cafe_pdf.styles.FEUILLE,
        )


def _texts(morceaux: Sequence[Flowable]) -> Iterator[tuple[str, ParagraphStyle, str]]:
    for morceau in morceaux:
        if isinstance(morceau, Citation) and morceau.etiquette:
            tete = f"<b>{escape_xml(morceau.etiquette)}</b>&nbsp;&nbsp; "
            yield tete + morceau.text, morceau.style.parent, ""
        elif isinstance(morceau, Paragraphe):
            yield morceau.text, morceau.style, morceau.bulletText or ""
        elif isinstance(morceau, Tableau):
            for rangee in morceau._cellvalues:
                for case in rangee:
                    yield from _texts(case if isinstance(case, list | tuple) else ())


def _time(cas: Cas, repetitions: int) -> tuple[list[float], list[float]]:
    temps: dict[str, list[float]] = {"cafe": [], "nu": []}
    facons = {"cafe": cas.dessine, "nu": cas.draw_bare}
    for tour in range(-1, repetitions):
        for nom in ("cafe", "nu") if tour % 2 else ("nu", "cafe"):
            gc.collect()
            debut = perf_counter()
            facons[nom]()
            if tour >= 0:
                temps[nom].append(1000 * (perf_counter() - debut))
    return temps["cafe"], temps["nu"]


def _peak(dessine: Callable[[], bytes]) -> float:
    """The most memory taken by Python objects during one drawing, in megabytes."""
    gc.collect()
    tracemalloc.start()
    try:
        dessine()
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


def _show(temps: list[float]) -> str:
    return f"{median(temps):7.0f} [{min(temps):.0f}–{max(temps):.0f}]"
