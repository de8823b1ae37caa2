"""The first page: logos, title, when and where, figures, who met and on what questions."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from cafe.documents import francais
from cafe.documents.compte_rendu import phrases, styles
from cafe.documents.compte_rendu.blocs import items, titre
from cafe.documents.compte_rendu.contenu import CompteRendu
from cafe.documents.compte_rendu.presences import SEUIL
from cafe.documents.compte_rendu.tableaux import bande_de_chiffres, deux_par_rangee
from cafe.documents.flux import Paragraphe
from cafe.documents.logos import logo_row
from cafe.documents.polices import GRIS
from cafe.documents.reunion.phrases import copilotage, etat
from cafe.documents.texte import Balisage, bold, escape, escape_line
from cafe.documents.titres import Sommaire, Titre

_HAUTEUR_LOGO = 38.0
SANS_QUESTION = "Aucune question n’a été posée."


def opening(contenu: CompteRendu, parties: Sequence[tuple[str, str]]) -> list[Flowable]:
    """All that comes before what was said; `parties` are the annexes, (key, title)."""
    entete = contenu.entete
    surtitre = f"Compte rendu · {entete.format} · {entete.statut}"
    questions = [
        (f"{question.numero}.", _question(question.texte, phrases.recu(question)))
        for question in contenu.questions
    ]
    return [
        *logo_row(contenu.copilotes, styles.LOGO, largeur=styles.LARGEUR, hauteur=_HAUTEUR_LOGO),
        Paragraphe(escape_line(surtitre), styles.SURTITRE),
        Titre(escape_line(entete.seance), styles.TITRE, 1, "titre"),
        Paragraphe(escape_line(entete.demarche), styles.SOUS_TITRE),
        _notice(contenu),
        bande_de_chiffres(_figures(contenu)),
        titre(Balisage(phrases.reunis(contenu.presences)), 2, "reunis"),
        Paragraphe(escape(phrases.venus(contenu.presences)), styles.TEXTE),
        *(
            items(questions)
            or [Paragraphe(Balisage("Aucune question n’a été posée."), styles.TEXTE)]
        ),
        Sommaire(parties, styles.SOMMAIRE),
    ]


def _question(texte: str, recu: str) -> Balisage:
    return Balisage(
        f'{escape_line(texte)} <font color="#{GRIS.hexval()[2:]}" size="8.2">{recu}</font>'
    )


def _notice(contenu: CompteRendu) -> Flowable:
    entete = contenu.entete
    etat_ = f"{etat(contenu.validation)}, édité le {francais.jour(entete.edite_le)}"
    lignes = [
        ("Date", francais.majuscule(phrases.quand(contenu))),
        ("Rédaction", entete.redacteur),
        ("Lieu", entete.lieu or ""),
        ("État", etat_),
        ("Copilotage", copilotage(contenu.copilotes)),
    ]
    return deux_par_rangee(
        [
            Paragraphe(Balisage(f"{bold(nom)}\u00a0: {escape(valeur)}"), styles.CELLULE)
            for nom, valeur in lignes
            if valeur
        ]
    )


def _figures(contenu: CompteRendu) -> list[tuple[Balisage, Balisage]]:
    total = contenu.presences.total
    presents = f"moins de {SEUIL}" if total is None else francais.nombre(total)
    comptes = [
        (presents, "personnes ayant écrit" if contenu.presences.ecrit else "personnes présentes"),
        *(
            (francais.nombre(compte), singulier if compte < 2 else pluriel)
            for compte, singulier, pluriel in (
                (contenu.contributions, "contribution publiée", "contributions publiées"),
                (contenu.regroupements, "regroupement", "regroupements"),
                (contenu.paroles_isolees, "voix isolée", "voix isolées"),
                (len(contenu.preconisations), "préconisation", "préconisations"),
            )
        ),
    ]
    return [(escape_line(valeur), escape_line(legende)) for valeur, legende in comptes]
