"""The paper plan B: one page for each kind of step, with the place to write what must be kept."""

from collections.abc import Iterable, Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from cafe.documents.flux import Paragraphe, Tableau
from cafe.documents.kit import phrases, styles
from cafe.documents.kit.contenu import Entete, Secours
from cafe.documents.kit.pieces import CASES, heading, items, paragraph, section, text
from cafe.documents.texte import Balisage, bold, escape_line, one_line, shorten

# Strokes are made by fives.
_PAQUETS = 8
_CARTES, _BLANCHES = 9, 7
_HAUTEUR_CASE = 10 * mm
# An hour is short; three rounds of two steps still fit on the page.
_HAUTEUR_HEURE = 7 * mm


def paper_plan(entete: Entete, secours: Secours) -> list[Flowable]:
    """How a kind of step is done without any network, and what is typed afterwards."""
    known = phrases.nature(secours.nature)
    moments = [
        " ".join(part for part in (one.titre, f"({one.heures})" if one.heures else "") if part)
        for one in secours.moments
    ]
    return [
        *heading(entete, f"Sans réseau : {known.nom.lower()}", "Pour : " + ", ".join(moments)),
        section("Comment faire"),
        *items([text(line) for line in known.faire], styles.GRAND_ELEMENT),
        section("Ce qu’il faut"),
        *items([text(line) for line in known.falloir], styles.GRAND_ELEMENT, puce="•"),
        section("À saisir ensuite"),
        *items([text(line) for line in known.saisir], styles.GRAND_ELEMENT, puce="•"),
        paragraph(phrases.SECOURS_REGLE),
        *_tally(secours),
    ]


def _tally(secours: Secours) -> Iterable[Flowable]:
    """What is written on this very page: strokes at the door, totals of a vote, hours, sheets."""
    match secours.nature:
        case "accueil" if secours.qualites:
            tetes = ("À quel titre", *[""] * (_PAQUETS - 1), "Total")
            yield section("Un trait par personne, par paquets de cinq")
            yield _grid(tetes, secours.qualites, 36 * mm)
        case "tour":
            yield section("L’heure vraie de chaque temps")
            tetes = ("Temps", "Début", "Fin")
            titres = [one.titre for one in secours.moments]
            yield _grid(tetes, titres, 90 * mm, _HAUTEUR_HEURE)
        case "synthese":
            yield section("Ce qui se ressemble d’une table à l’autre")
            yield _grid(("En peu de mots", "Tables"), [""] * _BLANCHES, 130 * mm)
        case "vote":
            yield section("Le compte des gommettes")
            yield _grid(("Carte", "Gommettes", "Compté par"), [""] * _CARTES, 100 * mm)
        case "pleniere":
            yield section("Réponses données")
            yield _grid(("À quoi", "Qui répond, quoi", "Pour quand"), [""] * _BLANCHES, 60 * mm)
        case "cloture" if secours.tables and secours.tours:
            yield section("Les feuilles rendues")
            tetes = ("Table", *(f"Tour {tour}" for tour in secours.tours))
            yield _grid(tetes, [f"Table {table}" for table in secours.tables], 36 * mm)


def _grid(
    tetes: Sequence[str], lignes: Sequence[str], premiere: float, case: float = _HAUTEUR_CASE
) -> Tableau:
    """A grid to write in: the head of each line may be blank too."""
    reste = (styles.LARGEUR - premiere) / (len(tetes) - 1)
    blank = Balisage("")
    rows = [
        [
            Paragraphe(bold(shorten(one_line(ligne), 60)) if ligne else blank, styles.PETIT),
            *[Paragraphe(blank, styles.PETIT) for _ in tetes[1:]],
        ]
        for ligne in lignes
    ]
    hauteur = case if len(lignes) <= _CARTES else _HAUTEUR_CASE * 0.7
    tableau = Tableau(
        [[Paragraphe(escape_line(tete), styles.TETE) for tete in tetes], *rows],
        colWidths=[premiere, *[reste] * (len(tetes) - 1)],
        rowHeights=[7 * mm, *[hauteur] * len(rows)],
        repeatRows=1,
    )
    tableau.tag(tetes_de_ligne=any(lignes)).setStyle(CASES)
    return tableau
