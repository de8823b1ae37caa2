"""A meeting of an invented town: thirteen people, nine structures, three points and point 0."""

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
    Validation,
)


def make_logo(description: str, couleur: str, largeur: int = 320, hauteur: int = 120) -> Logo:
    """A plain logo: a disc on white."""
    image = Image.new("RGB", (largeur, hauteur), "white")
    ImageDraw.Draw(image).ellipse((10, 10, hauteur - 10, hauteur - 10), fill=couleur)
    sortie = BytesIO()
    image.save(sortie, "PNG")
    return Logo(png=sortie.getvalue(), largeur=largeur, hauteur=hauteur, description=description)


def _people(*noms: tuple[str, str]) -> tuple[Personne, ...]:
    return tuple(Personne(nom=nom, fonction=fonction) for nom, fonction in noms)


STRUCTURES = (
    Structure(
        nom="Préfecture de l’Orne",
        personnes=_people(
            ("Marc Delaunay", "délégué du préfet"), ("Nadia Ferrand", "chargée de mission emploi")
        ),
    ),
    Structure(
        nom="Ville de Valmont-sur-Orne",
        personnes=_people(
            ("Chloé Arnaud", "cheffe de projet du contrat de ville"),
            ("Sami Belkacem", "adjoint à la cohésion sociale"),
        ),
    ),
    Structure(
        nom="Communauté d’agglomération", personnes=_people(("Inès Roche", "mission insertion"))
    ),
    Structure(
        nom="Département de l’Orne",
        personnes=_people(("Paul Guérin", "responsable d’unité sociale")),
    ),
    Structure(
        nom="France Travail", personnes=_people(("Odile Marchand", "directrice de l’agence"))
    ),
    Structure(
        nom="Mission locale du Bocage",
        personnes=_people(("Yanis Haddad", "conseiller"), ("Lucie Perrin", "directrice")),
    ),
    Structure(
        nom="Régie de quartier du Clos-Vert",
        personnes=_people(("Fatou Diallo", "encadrante technique")),
    ),
    Structure(nom="CIDFF de l’Orne", personnes=_people(("Hélène Morin", "conseillère emploi"))),
    Structure(
        nom="Conseil citoyen du Clos-Vert",
        personnes=_people(("Robert Lemoine", "coprésident"), ("Aïcha Benali", "coprésidente")),
    ),
)

POINTS = (
    Point(
        numero=0,
        titre="Suites de la dernière réunion",
        suivis=(
            SuiviPrevu(
                ancre="s-1",
                texte="Envoyer le tableau des permanences à tous les partenaires",
                qui="Mission locale du Bocage",
                echeance=date(2026, 2, 27),
                etat="fait",
                nouvelle="Envoyé le 20 février, mis à jour chaque mois.",
                origine=date(2026, 1, 22),
            ),
            SuiviPrevu(
                ancre="s-2",
                texte="Trouver une salle au rez-de-chaussée pour les ateliers",
                qui="Ville de Valmont-sur-Orne",
                echeance=date(2026, 3, 1),
                etat="ouvert",
                nouvelle="Deux salles visitées, réponse du bailleur attendue.",
                origine=date(2026, 1, 22),
            ),
        ),
    ),
    Point(
        numero=1,
        titre="Bilan des permanences emploi au pied des immeubles",
        lignes=(
            Ligne(
                ancre="l-1",
                nature="rappel",
                texte="Huit permanences ont eu lieu depuis septembre, le mercredi, devant la tour B. "
                "Elles ont reçu 146 personnes, dont 61 femmes.",
            ),
            Ligne(
                ancre="l-2",
                nature="echange",
                texte="Les personnes viennent pour un papier et repartent avec un rendez-vous. Le "
                "froid vide la permanence dès novembre.",
            ),
            Ligne(
                ancre="l-3",
                nature="echange",
                texte="Le mercredi convient aux parents ; un créneau le soir est demandé.",
            ),
            Ligne(
                ancre="l-4",
                nature="echange",
                texte="On m’a expliqué mon dossier sans que j’aie à prendre le bus.",
                citation="contribution",
                version="v-1",
            ),
            Ligne(
                ancre="l-5",
                nature="question",
                texte="Combien de personnes reçues ont ensuite trouvé une formation ?",
            ),
            Ligne(
                ancre="l-6",
                nature="decision",
                texte="Les permanences continuent jusqu’en juin, dont une sur deux à 18 h.",
            ),
        ),
        suivis=(
            SuiviPrevu(
                ancre="s-3",
                texte="Compter les suites à trois mois de chaque rendez-vous",
                qui="France Travail",
                echeance=date(2026, 4, 30),
            ),
            SuiviPrevu(ancre="s-4", texte="Demander un barnum chauffé", qui="Régie de quartier"),
        ),
    ),
    Point(
        numero=2,
        titre="Clause sociale dans les marchés de la rénovation urbaine",
        lignes=(
            Ligne(
                ancre="l-7",
                nature="rappel",
                texte="La charte prévoit 8 % des heures pour les habitants des quartiers.",
            ),
            Ligne(
                ancre="l-8",
                nature="echange",
                texte="Le taux est tenu dans le gros œuvre, pas dans le second. Les petites "
                "entreprises ne savent pas à qui demander des candidats.",
            ),
            Ligne(
                ancre="l-9",
                nature="decision",
                texte="Un référent unique de la clause est désigné pour les trois maîtres d’ouvrage.",
            ),
        ),
        suivis=(
            SuiviPrevu(
                ancre="s-5",
                texte="Nommer le référent et diffuser ses coordonnées",
                qui="Communauté d’agglomération",
                echeance="avant l’été",
            ),
        ),
    ),
    Point(
        numero=3,
        titre="Préparation du temps fort de septembre",
        lignes=(
            Ligne(
                ancre="l-10",
                nature="echange",
                texte="Le groupe souhaite un format court, en soirée, avec garde d’enfants et des "
                "employeurs présents à chaque table.",
            ),
            Ligne(
                ancre="l-11",
                nature="decision",
                texte="Le temps fort aura lieu le 24 septembre à la maison de quartier.",
            ),
        ),
        suivis=(
            SuiviPrevu(
                ancre="s-6",
                texte="Proposer une liste de dix employeurs",
                qui="France Travail et Mission locale",
                echeance=date(2026, 5, 15),
            ),
            SuiviPrevu(ancre="s-7", texte="Réserver la garde d’enfants"),
        ),
    ),
)

REUNION = Reunion(
    demarche="Contrat de ville de Valmont-sur-Orne 2026-2030",
    groupe="Groupe de travail Emploi",
    volet="Développement économique et emploi",
    titre="Groupe de travail Emploi, séance 2",
    jour=date(2026, 3, 12),
    debut=time(9, 30),
    fin=time(11),
    lieu="Salle Berthe-Morel, 4 rue des Tanneurs",
    redacteur="Chloé Arnaud",
    copilotes=(
        Copilote(
            structure="Préfecture de l’Orne",
            personnes=("Marc Delaunay",),
            logo=make_logo("Préfecture de l’Orne", "#11594a"),
        ),
        Copilote(
            structure="Ville de Valmont-sur-Orne",
            personnes=("Sami Belkacem",),
            logo=make_logo("Ville de Valmont-sur-Orne", "#7f3b08", 200, 200),
        ),
    ),
    structures=STRUCTURES,
    excuses=(
        Excuse(
            nom="Karine Lebrun",
            fonction="cheffe de service",
            structure="CAF de l’Orne",
        ),
        Excuse(
            nom="Jean Tessier",
            fonction="directeur",
            structure="Mission locale du Bocage",
            represente_par="Lucie Perrin",
        ),
    ),
    diffusion="participants, excusés, membres du comité technique",
    documents=(
        Document(lettre="A", titre="Tableau de suivi des permanences"),
        Document(lettre="B", titre="Bilan de la clause sociale 2025"),
    ),
    points=POINTS,
    prochaine=Prochaine(
        jour=date(2026, 5, 21),
        heure=time(9, 30),
        lieu="Maison de quartier du Clos-Vert",
        objet="Choix des employeurs invités et programme du temps fort",
    ),
    validation=Validation(etat="Projet"),
    edite_le=date(2026, 3, 12),
)


def make_reunion(**changes: object) -> Reunion:
    """The example, with some of its parts replaced."""
    return replace(REUNION, **changes)  # type: ignore[arg-type]
