"""The head of the first page: logos, title, when and where, who came, what was on the agenda."""

from collections.abc import Iterable, Sequence
from typing import Any

from reportlab.platypus import Flowable

from cafe.documents import francais
from cafe.documents.balisage import Balise
from cafe.documents.flux import Paragraphe, Tableau
from cafe.documents.logos import logo_row
from cafe.documents.polices import ACCENT, FILET, FOND
from cafe.documents.reunion import phrases, styles
from cafe.documents.reunion.contenu import Reunion, Structure
from cafe.documents.texte import Balisage, bold, escape, escape_line
from cafe.documents.titres import Titre

_HAUTEUR_LOGO = 40.0


def opening(contenu: Reunion) -> list[Flowable]:
    """All that comes before the first point."""
    instance = " · ".join(part for part in (contenu.groupe, contenu.volet) if part)
    surtitre = f"Compte rendu de réunion · {contenu.validation.etat}"
    return [
        *logo_row(contenu.copilotes, styles.LOGO, largeur=styles.LARGEUR, hauteur=_HAUTEUR_LOGO),
        Paragraphe(escape_line(surtitre), styles.SURTITRE),
        Titre(escape_line(contenu.titre), styles.TITRE, 1, "titre"),
        Paragraphe(escape_line(f"{instance} · {contenu.demarche}"), styles.SOUS_TITRE),
        _notice(contenu),
        *_presents(contenu),
        *_agenda(contenu),
    ]


def label(nom: str, valeur: str) -> Balisage:
    """« Lieu : salle du conseil », the label in bold."""
    return Balisage(f"{bold(nom)}\u00a0: {escape(valeur)}")


def section(intitule: str, clef: str) -> Flowable:
    """The heading of a part."""
    return Titre(escape_line(intitule), styles.SECTION, 2, clef)


def _notice(contenu: Reunion) -> Flowable:
    """What identifies the meeting, in two columns; long ones below, on the whole width."""
    etat = f"{phrases.etat(contenu.validation)}, édité le {francais.jour(contenu.edite_le)}"
    courtes = [
        ("Date", francais.majuscule(phrases.quand(contenu))),
        ("Rédaction", contenu.redacteur or phrases.A_PRECISER),
        ("Lieu", contenu.lieu or phrases.A_PRECISER),
        ("État", etat),
    ]
    longues = [
        ("Copilotage", phrases.copilotage(contenu.copilotes)),
        ("Diffusion", contenu.diffusion),
    ]
    cases = [[Paragraphe(label(*ligne), styles.TEXTE)] for ligne in courtes]
    rangees: list[list[Any]] = [cases[:2], cases[2:]]
    rangees += [[[Paragraphe(label(*ligne), styles.TEXTE)], ""] for ligne in longues if ligne[1]]
    moitie = styles.LARGEUR / 2
    tableau = Tableau(
        rangees,
        colWidths=[moitie, moitie],
        splitInRow=1,
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *(("SPAN", (0, rang), (1, rang)) for rang in range(2, len(rangees))),
            ("BACKGROUND", (0, 0), (-1, -1), FOND),
            ("LINEABOVE", (0, 0), (-1, 0), 1, ACCENT),
            ("LINEBELOW", (0, -1), (-1, -1), 0.4, FILET),
            ("LEFTPADDING", (0, 0), (-1, -1), 6),
            ("RIGHTPADDING", (0, 0), (-1, -1), 6),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("TOPPADDING", (0, 0), (-1, 0), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
            ("BOTTOMPADDING", (0, -1), (-1, -1), 4),
        ],
    )
    return tableau.tag(mise_en_page=True)


def _presents(contenu: Reunion) -> Iterable[Flowable]:
    yield section(f"Participants : {phrases.venus(contenu)}", "participants")
    if contenu.structures:
        yield _structures(contenu.structures)
    autres = []
    if contenu.habitants is not None:
        autres.append(("Habitantes et habitants", phrases.habitants(contenu.habitants)))
    if contenu.excuses:
        excuses = " ; ".join(phrases.excuse(qui) for qui in contenu.excuses)
        autres.append(("Excusés et représentés", excuses))
    for ligne in autres:
        yield Paragraphe(label(*ligne), styles.TEXTE)


def _structures(structures: Sequence[Structure]) -> Flowable:
    lignes = [
        [
            [Paragraphe(escape_line(structure.nom or "Sans structure"), styles.CELLULE_FORTE)],
            [
                Paragraphe(escape_line(phrases.personne(qui)), styles.NOM)
                for qui in structure.personnes
            ],
        ]
        for structure in structures
    ]
    tetes = [[Paragraphe(Balisage(tete), styles.TETE)] for tete in ("Structure", "Présents")]
    return two_columns([tetes, *lignes], 36, tetes_de_ligne=True)


def two_columns(
    rangees: Sequence[Sequence[Sequence[Flowable]]], part: float, *, tetes_de_ligne: bool = False
) -> Flowable:
    """A ruled table with a head; `part` is the width of the first column, in hundredths."""
    tableau = Tableau(
        [list(map(list, rangee)) for rangee in rangees],
        colWidths=[styles.LARGEUR * part / 100, styles.LARGEUR * (100 - part) / 100],
        repeatRows=1,
        splitInRow=1,
        spaceAfter=4,
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("BACKGROUND", (0, 0), (-1, 0), FOND),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, ACCENT),
            ("LINEBELOW", (0, 1), (-1, -1), 0.4, FILET),
            ("LINEAFTER", (0, 0), (0, -1), 0.4, FILET),
            ("LEFTPADDING", (0, 0), (-1, -1), 5),
            ("RIGHTPADDING", (0, 0), (-1, -1), 5),
            ("TOPPADDING", (0, 0), (-1, -1), 1.6),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.4),
        ],
    )
    return tableau.tag(tetes_de_ligne=tetes_de_ligne)


def _agenda(contenu: Reunion) -> Iterable[Flowable]:
    """The ordre du jour, and beside it the documents joined when there are some."""
    gauche = [
        section("Ordre du jour", "ordre-du-jour"),
        *_items([(f"{rang}.", titre) for rang, titre in enumerate(contenu.ordre_du_jour, start=1)]),
    ]
    droite = [
        section("Documents joints", "documents"),
        *_items([(f"{d.lettre}.", d.titre) for d in contenu.documents]),
    ]
    colonnes = [
        colonne
        for colonne, pleine in ((gauche, contenu.ordre_du_jour), (droite, contenu.documents))
        if pleine
    ]
    if not colonnes:
        return
    tableau = Tableau(
        [colonnes],
        colWidths=[styles.LARGEUR / len(colonnes)] * len(colonnes),
        splitInRow=1,
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 8),
            ("TOPPADDING", (0, 0), (-1, -1), styles.SECTION.spaceBefore),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ],
    )
    yield tableau.tag(mise_en_page=True)


def _items(elements: Sequence[tuple[str, str]]) -> list[Flowable]:
    liste = Balise("L")
    return [
        Paragraphe(
            escape_line(texte),
            styles.ELEMENT,
            Balise("LBody", Balise("LI", liste)),
            bulletText=f"{puce} ",
        )
        for puce, texte in elements
    ]
