"""The keys of a séance's file: what each section holds, and of which type.

The published form (docs/formats/seance.md): no secret, no account, no trait of a person. Sections
are in the order in which they can be written: what is named comes before what names it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

FORMAT = "cafe-seance"
VERSION = 5


class Nature(StrEnum):
    """What a value is in JSON."""

    ID = "identifiant"
    RENVOI = "renvoi"
    TEXTE = "texte"
    CODE = "code"
    ENTIER = "entier"
    DECIMAL = "nombre"
    VRAI_FAUX = "vrai ou faux"
    JOUR = "jour"
    HEURE = "heure"
    INSTANT = "instant"
    CODES = "liste de codes"


@dataclass(frozen=True, slots=True)
class Champ:
    """A key. ``vers``: the section that a reference names. ``libre``: null is a value too."""

    cle: str
    nature: Nature = Nature.TEXTE
    libre: bool = False
    vers: str = ""
    maximum: int = 30_000


def _champs(texte: str) -> tuple[Champ, ...]:
    """« cle:nature>section/maximum? », several at once; « ? » says that null is a value."""
    return tuple(map(_champ, texte.split()))


def _champ(mot: str) -> Champ:
    libre = mot.endswith("?")
    mot, _, maximum = mot.removesuffix("?").partition("/")
    mot, _, vers = mot.partition(">")
    cle, _, nature = mot.partition(":")
    return Champ(
        cle,
        Nature.RENVOI if vers else _NATURES[nature],
        libre,
        vers,
        int(maximum) if maximum else 30_000,
    )


_NATURES = {
    "": Nature.TEXTE,
    "id": Nature.ID,
    "code": Nature.CODE,
    "n": Nature.ENTIER,
    "d": Nature.DECIMAL,
    "oui": Nature.VRAI_FAUX,
    "jour": Nature.JOUR,
    "heure": Nature.HEURE,
    "le": Nature.INSTANT,
    "codes": Nature.CODES,
}

SEANCE = _champs(
    "id:id format:code titre/200 jour:jour? jour_fin:jour? heure_debut:heure? heure_fin:heure? "
    "lieu/200 objet redacteur/120 groupe_id>groupes? prochaine_jour:jour? prochaine_heure:heure? "
    "prochaine_lieu/200 prochaine_objet phase:code moderation:code mur:code etape_id>etapes? "
    "ouverte_le:le? terminee_le:le? close_le:le? cree_le:le"
)

SECTIONS: dict[str, tuple[Champ, ...]] = {
    nom: _champs(texte)
    for nom, texte in {
        "organismes": "id:id nom/200 sigle/40 nature/60",
        "groupes": "id:id genre:code nom/200 volet/200 diffusion/400 cree_le:le",
        "tours": "id:id numero:n duree_minutes:n? debut:le? fin:le?",
        "etapes": "id:id ordre:n titre/120 nature:code tour_id>tours? duree_minutes:n? "
        "droits:codes ecran:code consigne debut_le:le? fin_prevue_le:le? pause_le:le? "
        "ecartee_le:le?",
        "questions": "id:id ordre:n texte theme/120 categories:codes",
        "tables": "id:id numero:n place/120 capacite:n? hote/120",
        "programme": "tour_id>tours tablee_id>tables question_id>questions",
        "effectifs": "id:id qualite/80 nombre:n ordre:n",
        "presences": "id:id nom/120 fonction/160 organisme_id>organismes? etat:code "
        "represente_par/200 ordre:n le:le",
        "points": "id:id ordre:n titre/300 duree_minutes:n? cree_le:le",
        "lignes": "id:id point_id>points client_id:id nature:code rang:d cite_genre:code? "
        "cite_id:id? cree_le:le retiree_le:le? version_id>versions_de_lignes",
        "versions_de_lignes": "id:id ligne_id>lignes rang:n texte? le:le efface_le:le?",
        "documents": "id:id ordre:n titre/200 adresse/500 cree_le:le",
        "suivis": "id:id ligne_id>lignes qui/200 organisme_id>organismes? echeance:jour? "
        "echeance_texte/120 etat:code cree_le:le",
        "nouvelles_de_suivis": "id:id suivi_id>suivis dite_ici:oui etat:code texte le:le",
        "participants": "id:id numero:n tablee_id>tables? cree_le:le",
        "contributions": "id:id question_id>questions participant_id>participants client_id:id "
        "categorie/40 statut:code motif:code? precision source:code tardive:oui tour_id>tours? "
        "tablee_id>tables? origine_id>contributions? ordre:n partie:d mains:n etoile_le:le? "
        "isolee_le:le? cree_le:le saisi_le:le? version_id>versions_de_contributions",
        "versions_de_contributions": "id:id contribution_id>contributions rang:n texte? "
        "approuvee_le:le? le:le efface_le:le?",
        "traductions": "id:id version_id>versions_de_contributions rang:n langue/12 texte? le:le "
        "efface_le:le?",
        "regroupements": "id:id question_id>questions titre/200 resume ordre:n cree_le:le "
        "ferme_le:le? fusionne_dans>regroupements?",
        "versions_de_regroupements": "id:id regroupement_id>regroupements titre/200 resume le:le",
        "appartenances": "id:id contribution_id>contributions regroupement_id>regroupements "
        "rang:d motif le:le fin_le:le?",
        "rapprochements": "id:id contribution_id>contributions principale_id>contributions motif "
        "le:le fin_le:le?",
        "decisions_de_moderation": "id:id contribution_id>contributions statut:code motif:code? "
        "precision le:le",
        "suites": "id:id contribution_id>contributions? regroupement_id>regroupements? "
        "nature:code texte jour:jour repondant/200 organisme_id>organismes? retour "
        "retour_jour:jour? le:le fin_le:le?",
        "syntheses": "id:id tour_id>tours tablee_id>tables question_id>questions? "
        "approuvee_version_id>versions_de_syntheses? approuvee_le:le? pour:n? presents:n? "
        "cree_le:le",
        "versions_de_syntheses": "id:id synthese_id>syntheses rang:n texte? le:le",
        "effectifs_de_tables": "tour_id>tours tablee_id>tables nombre:n le:le",
        "scrutins": "id:id titre/200 points:n par_carte:n visibilite:code etat:code presents:n? "
        "cree_le:le ouvert_le:le? clos_le:le? revele_le:le?",
        "cartes_de_scrutins": "id:id scrutin_id>scrutins ordre:n regroupement_id>regroupements? "
        "contribution_id>contributions?",
        "bulletins": "scrutin_id>scrutins votant:n cible_id>cartes_de_scrutins points:n",
        "papiers_de_scrutins": "id:id cible_id>cartes_de_scrutins total:n le:le",
    }.items()
}
