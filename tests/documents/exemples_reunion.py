"""The compte rendu of an invented meeting: thirteen people, nine structures, three points."""

from dataclasses import replace
from datetime import date, time
from io import BytesIO

from PIL import Image, ImageDraw

from cafe.documents.reunion.contenu import (
    Copilote,
    Document,
    Excuse,
    Ligne,
    Logo,
    Personne,
    Point,
    Prochaine,
    Reunion,
    Structure,
    SuiviPrevu,
)


def make_logo(couleur: str, largeur: int = 480, hauteur: int = 160) -> Logo:
    """A disc and a bar, as a PNG with transparency."""
    image = Image.new("RGBA", (largeur, hauteur), (0, 0, 0, 0))
    dessin = ImageDraw.Draw(image)
    dessin.ellipse((0, 0, hauteur, hauteur), fill=couleur)
    dessin.rectangle((largeur * 0.6, hauteur * 0.35, largeur, hauteur * 0.65), fill=couleur)
    sortie = BytesIO()
    image.save(sortie, "PNG")
    return Logo(
        png=sortie.getvalue(), largeur=largeur, hauteur=hauteur, description=f"Logo {couleur}"
    )


PREFECTURE = Copilote(
    structure="Préfecture de l’Orne-Maritime",
    personnes=("Hélène Vasseur",),
    logo=make_logo("navy"),
)
VILLE = Copilote(
    structure="Ville de Valmont", personnes=("Chloé Arnaud",), logo=make_logo("darkgreen")
)
CAF = Copilote(structure="Caisse d’allocations familiales", personnes=("Denis Le Goff",))


def structure(nom: str, *personnes: tuple[str, str]) -> Structure:
    """Those who came for one structure: (name, fonction)."""
    return Structure(nom=nom, personnes=tuple(Personne(nom=n, fonction=f) for n, f in personnes))


STRUCTURES = (
    structure(
        "Préfecture de l’Orne-Maritime",
        ("Hélène Vasseur", "déléguée de la préfète"),
        ("Yanis Morvan", "chargé de mission cohésion sociale"),
    ),
    structure(
        "Ville de Valmont",
        ("Chloé Arnaud", "cheffe de projet du contrat de ville"),
        ("Bruno Tessier", "chargé de participation"),
        ("Agathe Rol", "adjointe au maire, emploi et insertion"),
    ),
    structure("Caisse d’allocations familiales", ("Denis Le Goff", "conseiller technique")),
    structure("Département de l’Orne-Maritime", ("Sonia Prigent", "responsable insertion")),
    structure("Région", ("Paul Etchart", "chargé de mission formation")),
    structure("Mission locale du Bassin", ("Inès Carrel", "directrice")),
    structure("France Travail", ("Marc Delaunay", "responsable d’agence")),
    structure(
        "Association Les Ateliers du Clos",
        ("Fatou Diarra", "coordinatrice"),
        ("Luc Hamon", "médiateur"),
    ),
    structure("Valmont Habitat", ("Claire Jouan", "responsable de proximité")),
)


def ligne(nature: str, texte: str | None, citation: str | None = None) -> Ligne:
    """A line of notes, its anchor taken from its words."""
    return Ligne(ancre=f"ligne-{texte}", nature=nature, texte=texte, citation=citation)


SUITES = Point(
    numero=0,
    titre="Suites de la dernière réunion",
    suivis=(
        SuiviPrevu(
            ancre="suivi-1",
            texte="Établir la liste des jeunes suivis par plus d’une structure.",
            qui="Mission locale du Bassin",
            echeance=date(2026, 5, 29),
            etat="fait",
            nouvelle="La liste compte 41 personnes ; elle est partagée sous convention.",
            origine=date(2026, 3, 12),
        ),
        SuiviPrevu(
            ancre="suivi-2",
            texte="Trouver un local d’accueil ouvert le mercredi soir.",
            qui="Ville de Valmont",
            echeance="avant l’été",
            etat="ouvert",
            nouvelle="Deux locaux visités ; celui de la rue des Tanneurs convient, sous réserve "
            "de l’accord du bailleur.",
            origine=date(2026, 3, 12),
        ),
    ),
)

ACCUEIL = Point(
    numero=1,
    titre="Aller vers les jeunes sans emploi ni formation",
    lignes=(
        ligne(
            "rappel",
            "Le contrat vise 120 jeunes accompagnés par an ; 74 l’ont été en 2025, dont 31 "
            "femmes. Deux permanences sur trois se tiennent hors des quartiers.",
        ),
        ligne(
            "echange",
            "Les permanences en pied d’immeuble attirent plus que les rendez-vous : 19 personnes "
            "vues en quatre soirées, dont 12 inconnues de tous les services.",
        ),
        ligne(
            "echange",
            "Les horaires de bureau écartent ceux qui travaillent la nuit ou gardent un enfant. "
            "Une présence le mercredi soir et le samedi matin est demandée.",
        ),
        ligne("echange", "On ne veut pas raconter trois fois la même chose.", "contribution"),
        ligne(
            "question",
            "Qui tient le premier entretien quand deux structures connaissent déjà la personne ?",
        ),
        ligne(
            "decision",
            "Une permanence commune s’ouvre le mercredi de 17 h à 20 h, tenue à tour de rôle par "
            "la mission locale, France Travail et les Ateliers du Clos.",
        ),
    ),
    suivis=(
        SuiviPrevu(
            ancre="suivi-3",
            texte="Écrire le planning de la permanence, de septembre à décembre.",
            qui="Mission locale du Bassin",
            echeance=date(2026, 7, 3),
        ),
        SuiviPrevu(
            ancre="suivi-4",
            texte="Rédiger une fiche d’accueil commune, d’une page.",
            qui="Ateliers du Clos, France Travail",
            echeance=date(2026, 6, 26),
        ),
        SuiviPrevu(ancre="suivi-5", texte="Prévenir les gardiens et les médiateurs des immeubles."),
    ),
)

CLAUSES = Point(
    numero=2,
    titre="Clauses sociales dans le chantier du Clos-Vert",
    lignes=(
        ligne(
            "rappel",
            "Le marché de rénovation prévoit 9 500 heures d’insertion sur trois ans. À ce jour, "
            "1 240 heures sont faites, par 14 personnes, dont 5 du quartier.",
        ),
        ligne(
            "echange",
            "Les entreprises recrutent par leurs propres réseaux ; l’offre n’arrive au quartier "
            "qu’une fois le poste pourvu.",
        ),
        ligne(
            "echange",
            "La Région peut financer une préparation de trois semaines aux métiers de la façade "
            "et de l’isolation, à condition d’un groupe de dix personnes.",
        ),
        ligne("question", "Peut-on réserver une part des heures aux habitants du quartier même ?"),
        ligne(
            "decision",
            "Le bailleur transmet chaque offre à la permanence commune dix jours avant toute "
            "autre diffusion. Le suivi se fait en heures et en personnes, par quartier.",
        ),
        ligne(
            "decision",
            "Une visite du chantier est proposée à vingt jeunes avant la fin de l’été.",
        ),
    ),
    suivis=(
        SuiviPrevu(
            ancre="suivi-6",
            texte="Fixer avec les entreprises la règle des dix jours.",
            qui="Valmont Habitat",
            echeance=date(2026, 6, 30),
        ),
        SuiviPrevu(
            ancre="suivi-7",
            texte="Réunir dix volontaires pour la préparation.",
            qui="Mission locale, France Travail",
            echeance="mi-septembre",
        ),
        SuiviPrevu(ancre="suivi-8", texte="Organiser la visite du chantier.", qui="Ville"),
    ),
)

MESURE = Point(
    numero=3,
    titre="Ce que l’on mesure, et comment on le raconte",
    lignes=(
        ligne(
            "rappel",
            "Chaque structure tient son tableau ; les mêmes personnes y sont comptées plusieurs "
            "fois. Le comité de pilotage demande un bilan commun en décembre.",
        ),
        ligne(
            "echange",
            "Peu d’indicateurs, mais communs : personnes vues, part des quartiers, sexe, tranche "
            "d’âge, ce qui a changé six mois après.",
        ),
        ligne(
            "echange",
            "Un chiffre ne dit pas un parcours : chaque bilan portera trois récits, relus par "
            "les personnes elles-mêmes.",
        ),
        ligne(
            "decision",
            "Le tableau commun compte six indicateurs. Il est rempli deux fois l’an, fin juin et "
            "fin novembre.",
        ),
    ),
    suivis=(
        SuiviPrevu(
            ancre="suivi-9",
            texte="Proposer le tableau aux neuf structures.",
            qui="Préfecture et Ville",
            echeance=date(2026, 7, 10),
        ),
        SuiviPrevu(
            ancre="suivi-10",
            texte="Recueillir les premiers récits.",
            qui="Ateliers du Clos",
            echeance=date(2026, 10, 16),
        ),
    ),
)

REUNION = Reunion(
    demarche="Quartiers en commun, contrat de ville de Valmont-sur-Orne 2026-2030",
    groupe="Groupe de travail Emploi et formation",
    volet="Développement économique et emploi",
    titre="Groupe de travail Emploi, séquence 2",
    jour=date(2026, 6, 9),
    debut=time(14, 0),
    fin=time(15, 30),
    lieu="Maison de quartier du Clos-Vert, salle 2, 4 rue des Tanneurs, Valmont",
    redacteur="Bruno Tessier, Ville de Valmont",
    copilotes=(PREFECTURE, VILLE, CAF),
    structures=STRUCTURES,
    excuses=(
        Excuse(
            nom="Nora Belkacem",
            fonction="cheffe d’établissement",
            structure="Lycée des métiers",
            represente_par="Agathe Rol",
        ),
        Excuse(nom="Jean Quéré", fonction="président", structure="Club des entreprises"),
    ),
    diffusion="Membres du groupe, participants et excusés, comité technique, site du contrat",
    documents=(
        Document(lettre="A", titre="Bilan 2025 de l’accompagnement des jeunes"),
        Document(lettre="B", titre="Clauses sociales : heures faites et heures restantes"),
    ),
    points=(SUITES, ACCUEIL, CLAUSES, MESURE),
    prochaine=Prochaine(
        jour=date(2026, 10, 6),
        heure=time(14, 0),
        lieu="Préfecture, salle du conseil",
        objet="premiers résultats de la permanence commune ; préparation du bilan de décembre",
    ),
    edite_le=date(2026, 6, 9),
)


def make_reunion(**changes: object) -> Reunion:
    """The example, with some of its parts replaced."""
    return replace(REUNION, **changes)  # type: ignore[arg-type]


def make_point(*lignes: Ligne, numero: int = 1, titre: str = "Un point") -> Point:
    """A point whose lines are given, without suivi."""
    return Point(numero=numero, titre=titre, lignes=lignes)
