"""The first page: title, who and when, figures, présences, contents."""

from reportlab.platypus import Flowable, Paragraph

from cafe.documents import francais
from cafe.documents.compte_rendu import styles
from cafe.documents.compte_rendu.blocs import Barre
from cafe.documents.compte_rendu.contenu import CompteRendu, EnTete
from cafe.documents.compte_rendu.gabarit import sommaire
from cafe.documents.compte_rendu.presences import SEUIL, Presences
from cafe.documents.compte_rendu.tableaux import (
    bande_de_chiffres,
    cellule,
    fiche_signaletique,
    tableau,
)
from cafe.documents.texte import Balisage, escape, escape_line

_LARGEUR_BARRE = 190.0


def opening(contenu: CompteRendu) -> list[Flowable]:
    """Title block, notice, figures, présences and contents, in that order."""
    return [
        *_title_block(contenu.entete),
        bande_de_chiffres(_figures(contenu)),
        Paragraph("Présences", styles.INTERTITRE),
        *_presences(contenu.presences),
        Paragraph("Sommaire", styles.INTERTITRE),
        sommaire(),
    ]


def _title_block(entete: EnTete) -> list[Flowable]:
    surtitre = f"Compte rendu · {escape_line(entete.statut)}"
    return [
        Paragraph(surtitre, styles.SURTITRE),
        Paragraph(escape_line(entete.seance), styles.TITRE),
        Paragraph(escape_line(entete.demarche), styles.SOUS_TITRE),
        fiche_signaletique(_notice(entete)),
    ]


def _notice(entete: EnTete) -> list[tuple[Balisage, Balisage]]:
    jours, heures = francais.periode(entete.debut, entete.fin)
    quand = f"{jours}, {heures}" if heures else jours
    lignes = [("Format", entete.format), ("Date", quand)]
    if entete.lieu:
        lignes.append(("Lieu", entete.lieu))
    lignes.append(("Rédaction", entete.redacteur))
    lignes.append(("Statut", f"{entete.statut}, édité le {francais.jour(entete.edite_le)}"))
    return [(escape_line(libelle), escape(valeur)) for libelle, valeur in lignes]


def _figures(contenu: CompteRendu) -> list[tuple[Balisage, Balisage]]:
    total = contenu.presences.total
    presents = f"moins de {SEUIL}" if total is None else francais.nombre(total)
    comptes = [
        (presents, "personnes présentes"),
        *(
            (francais.nombre(compte), singulier if compte < 2 else pluriel)
            for compte, singulier, pluriel in (
                (contenu.contributions, "contribution publiée", "contributions publiées"),
                (contenu.regroupements, "regroupement", "regroupements"),
                (contenu.paroles_isolees, "parole non regroupée", "paroles non regroupées"),
                (len(contenu.preconisations), "préconisation", "préconisations"),
            )
        ),
    ]
    return [(escape_line(valeur), escape_line(legende)) for valeur, legende in comptes]


def _presences(presences: Presences) -> list[Flowable]:
    if presences.total is None:
        phrase = f"Moins de {SEUIL} personnes étaient présentes : leur détail n’est pas publié."
        return [Paragraph(phrase, styles.TEXTE)]
    lignes: list[list[Flowable]] = [
        [
            cellule(escape_line(qualite)),
            Paragraph(francais.nombre(compte), styles.NOMBRE),
            Barre(compte / presences.total, _LARGEUR_BARRE),
        ]
        for qualite, compte in presences.qualites
    ]
    lignes.append(
        [
            cellule(Balisage("<b>Ensemble</b>")),
            Paragraph(f"<b>{francais.nombre(presences.total)}</b>", styles.NOMBRE),
            cellule(Balisage("")),
        ]
    )
    entetes = [Balisage("À quel titre"), Balisage("Personnes"), Balisage("Part")]
    note = (
        "Personnes comptées, jamais nommées. "
        f"Une qualité de moins de {SEUIL} personnes est jointe aux autres."
    )
    return [tableau(entetes, lignes, [42, 16, 42], chiffres={1}), Paragraph(note, styles.DOUX)]
