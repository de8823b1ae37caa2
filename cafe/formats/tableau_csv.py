"""CSV bytes to rows and back: separator found, positions kept, French variant written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from cafe.formats.lecture import Code, LectureImpossible
from cafe.formats.tableau import Cellule, Rang

SEPARATEURS = (";", ",", "\t")


def read_rows(texte: str, separateur: str) -> Iterator[Rang]:
    """Cut a text into rows; raises ``LectureImpossible`` on a quotation mark out of place."""
    lecteur = csv.reader(io.StringIO(texte, newline=""), delimiter=separateur, strict=True)
    debut = 1
    while True:
        try:
            valeurs = next(lecteur)
        except StopIteration:
            return
        except csv.Error as faute:
            raise LectureImpossible(
                Code.CSV_INVALIDE, _explained(faute, debut), ligne=debut
            ) from None
        yield Rang(debut, tuple(Cellule(valeur) for valeur in valeurs))
        debut = lecteur.line_num + 1


def without_hint(texte: str) -> tuple[str, str | None]:
    """Take away the line « sep=; » that some spreadsheets write first, and give its sign."""
    premiere, _, suite = texte.partition("\n")
    ligne = premiere.strip().strip('"').lower()
    if ligne.startswith("sep=") and ligne[4:] in SEPARATEURS:
        # The line is blanked, not removed, so that line numbers stay those of the file.
        return f"\n{suite}", ligne[4:]
    return texte, None


def write_rows(rangs: Iterable[Sequence[str]]) -> bytes:
    """Write the variant that French spreadsheets open: UTF-8 with its mark, « ; », CRLF."""
    sortie = io.StringIO(newline="")
    csv.writer(sortie, delimiter=";", lineterminator="\r\n").writerows(rangs)
    return sortie.getvalue().encode("utf-8-sig")


def _explained(faute: csv.Error, ligne: int) -> str:
    if "field limit" in str(faute):
        return (
            f"La cellule commencée à la ligne {ligne} est démesurée : un guillemet ouvert "
            "n'est sans doute jamais refermé."
        )
    return (
        f"Guillemet mal placé dans la ligne commencée à la ligne {ligne}. Un guillemet à "
        "l'intérieur d'une cellule s'écrit en double (\"\") et la cellule est entre guillemets."
    )
