"""The papers of the kit that flow: host briefs, conducteur, presences to sign."""

from collections.abc import Iterable, Sequence

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from cafe.documents.flux import Paragraphe, Tableau, height_of
from cafe.documents.kit import phrases, styles
from cafe.documents.kit.contenu import LIBRE, Entete, FeuilleSignature, FicheHote, Moment
from cafe.documents.kit.pieces import CASES, heading, items, paragraph, section, table, text
from cafe.documents.texte import Balisage, bold, escape, escape_line, one_line, shorten

# Lines of the signing sheet on its first page, under the heading, and on the next ones.
_PREMIERES, _SUIVANTES = 16, 20
# How a host's programme is written, from what reads best to what always fits: style, signs.
_PROGRAMMES = ((styles.TEXTE, 240), (styles.PETIT, 240), (styles.PETIT, 130), (styles.PETIT, 60))
_HAUTEUR_SIGNATURE = 12.6 * mm


def host_brief(entete: Entete, fiche: FicheHote) -> list[Flowable]:
    """One page for the host of a table: the more tours, the smaller their questions."""
    brief: list[Flowable] = []
    for style, signes in _PROGRAMMES:
        brief = [
            *_whose(entete, fiche),
            *_programme(fiche, style, signes),
            section("À chaque moment"),
            *items([f"<b>{text(quand)}.</b> {text(quoi)}" for quand, quoi in phrases.HOTE]),
            section("Besoin d’aide"),
            paragraph(phrases.HOTE_AIDE),
            section("Si le réseau tombe"),
            paragraph(phrases.HOTE_RESEAU),
        ]
        if height_of(brief, styles.LARGEUR) <= styles.HAUTEUR:
            break
    return brief


def _whose(entete: Entete, fiche: FicheHote) -> list[Flowable]:
    nom = f", {fiche.hote}" if fiche.hote else ""
    places = f"{fiche.capacite} places" if fiche.capacite else ""
    ou = ", ".join(part for part in (fiche.place, places) if part)
    return heading(entete, f"Hôte de la table {fiche.table}{nom}", ou)


def _programme(fiche: FicheHote, style: ParagraphStyle, signes: int) -> Iterable[Flowable]:
    if not fiche.programme:
        return
    yield section("Votre programme")
    rows = [
        [
            Paragraphe(escape_line(str(tour.numero)), styles.HEURE),
            Paragraphe(escape_line(tour.heures or "à l’annonce"), style),
            Paragraphe(
                escape(shorten(one_line(tour.question), signes) or "Question dite sur place"), style
            ),
        ]
        for tour in fiche.programme
    ]
    yield table(("Tour", "Heures", "Question"), rows, (14 * mm, 36 * mm))


def running_order(entete: Entete, moments: Sequence[Moment]) -> list[Flowable]:
    """The conducteur: minute by minute, what is said, what devices do, who does what."""
    rows = [[_hours(moment), _said(moment), _devices(moment), _who(moment)] for moment in moments]
    return [
        *heading(entete, "Conducteur", _duration(moments)),
        table(
            ("Heure", "Ce qu’on fait et ce qu’on dit", "Téléphones, écran", "Qui fait quoi"),
            rows,
            (27 * mm, None, 34 * mm, 45 * mm),
        ),
        section("Si l’horaire glisse"),
        paragraph(
            "Annoncez la nouvelle heure de fin. Raccourcissez un tour plutôt que la plénière. "
            "Jamais la clôture : c’est là que chacun apprend quand on lui répondra."
        ),
    ]


def _duration(moments: Sequence[Moment]) -> str:
    minutes = sum(moment.minutes or 0 for moment in moments)
    heures, reste = divmod(minutes, 60)
    duree = f"{heures} h {reste:02}" if heures else f"{reste} minutes"
    return f"{len(moments)} étapes, {duree} en tout" if minutes else f"{len(moments)} étapes"


def _hours(moment: Moment) -> list[Flowable]:
    minutes = f"{moment.minutes} min" if moment.minutes else "sans durée"
    fin = f"jusqu’à {moment.fin}" if moment.fin else ""
    return [
        Paragraphe(escape_line(moment.debut or "à la suite"), styles.HEURE),
        *([Paragraphe(escape_line(fin), styles.PETIT)] if fin else []),
        Paragraphe(escape_line(minutes), styles.PETIT),
    ]


def _said(moment: Moment) -> list[Flowable]:
    nom = phrases.nature(moment.nature).nom
    if moment.nature == LIBRE or nom == moment.titre:
        nom = ""
    return [
        Paragraphe(bold(one_line(moment.titre)), styles.TEXTE),
        *([Paragraphe(escape_line(nom), styles.PETIT)] if nom else []),
        Paragraphe(escape(phrases.insecables(phrases.dire(moment))), styles.PETIT),
    ]


def _devices(moment: Moment) -> list[Flowable]:
    ecran = phrases.ECRANS[moment.ecran]
    return [
        Paragraphe(_pair("Téléphones", phrases.telephones(moment.droits)), styles.PETIT),
        Paragraphe(_pair("Écran", ecran), styles.PETIT),
    ]


def _who(moment: Moment) -> list[Flowable]:
    roles = phrases.roles(moment)
    return [Paragraphe(escape(phrases.insecables(line)), styles.PETIT) for line in roles]


def _pair(nom: str, valeur: str) -> Balisage:
    return Balisage(f"<b>{text(nom)} :</b> {text(valeur)}".replace(" :", "\u00a0:"))


def signing_sheet(entete: Entete, feuille: FeuilleSignature) -> list[Flowable]:
    """Who is expected, then blank lines, under a head that comes back on each page."""
    rows = [
        [Paragraphe(escape(one.nom), styles.TEXTE), Paragraphe(escape(one.qualite), styles.PETIT)]
        for one in feuille.signataires
    ]
    rows += [_blank(2) for _ in range(_filled(len(rows) + feuille.lignes_vides) - len(rows))]
    lignes = [[*row, *_blank(1)] for row in rows]
    tableau = Tableau(
        [[Paragraphe(escape_line(tete), styles.TETE) for tete in _TETES_SIGNATURE], *lignes],
        colWidths=[62 * mm, 62 * mm, styles.LARGEUR - 124 * mm],
        rowHeights=[8 * mm, *[_HAUTEUR_SIGNATURE] * len(lignes)],
        repeatRows=1,
    )
    tableau.tag().setStyle(CASES)
    return [
        *heading(entete, "Feuille de présences", " · ".join(_where(entete))),
        Paragraphe(escape(phrases.insecables(phrases.PRESENCES_RAISON)), styles.PETIT),
        tableau,
    ]


def _filled(lignes: int) -> int:
    """As many lines as fill the pages that so many need."""
    pages = max(0, -(-(lignes - _PREMIERES) // _SUIVANTES))
    return _PREMIERES + pages * _SUIVANTES


def _blank(combien: int) -> list[Paragraphe]:
    return [Paragraphe(Balisage(""), styles.TEXTE) for _ in range(combien)]


_TETES_SIGNATURE = ("Prénom et nom", "À quel titre, structure", "Signature")


def _where(entete: Entete) -> list[str]:
    return [part for part in (entete.quand, entete.lieu) if part]
