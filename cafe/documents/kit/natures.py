"""Each kind of step: what is said, who does what, and how it is done on paper.

Plain French, short sentences. Names of pages are those of the screens.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Nature:
    """A kind of step. `dire`: what is said when the script says nothing; `qui`: who does what.

    `faire`, `falloir`, `saisir`: how to do it without any network, with what, and what to type
    afterwards.
    """

    nom: str
    dire: str
    qui: tuple[str, ...]
    faire: tuple[str, ...]
    falloir: tuple[str, ...]
    saisir: tuple[str, ...]


LIBRE = Nature(
    nom="Autre temps",
    dire="Dites ce qui va se passer, pourquoi, et combien de temps cela dure.",
    qui=("Animation : mène.", "Hôtes : aident leur table."),
    faire=(
        "Annoncez l’heure de fin à voix haute, et écrivez-la au tableau.",
        "Notez ce qui se dit sur une feuille : une idée par ligne, sans nom de personne.",
        "Relisez à voix haute avant de passer à la suite.",
    ),
    falloir=("Une montre visible de tous.", "Des feuilles et des feutres."),
    saisir=("Chaque idée notée : page « Saisie », sous la bonne question.",),
)

NATURES: Mapping[str, Nature] = {
    "accueil": Nature(
        nom="Accueil",
        dire="Bienvenue. Prenez un badge et installez-vous à la table qu’il indique.",
        qui=(
            "Accueil : compte chaque personne, remet le badge, fait signer.",
            "Hôtes : à leur table, saluent.",
            "Animation : essaie le micro et l’écran.",
        ),
        faire=(
            "Tracez un trait par personne dans la grille ci-dessous, sur la ligne de sa qualité.",
            "Remettez les badges dans l’ordre de leur série, sans en sauter.",
            "Faites signer la feuille de présences à qui le veut bien.",
            "Sans badge : indiquez la table où il reste le plus de chaises.",
        ),
        falloir=("Cette page et un crayon.", "Les badges, la feuille de présences."),
        saisir=(
            "Les totaux par qualité : page de la rencontre, « Compter les présences ».",
            "Rien d’autre : aucun nom n’est saisi.",
        ),
    ),
    "presentation": Nature(
        nom="Présentation",
        dire="Dites ce qui se décide, qui décide et quand, ce qui ne se discute pas, et les "
        "règles du jour : chacun parle, on écoute, on écrit court.",
        qui=(
            "Animation : présente, en dix minutes au plus.",
            "Élu·e ou service : dit l’engagement de répondre.",
            "Hôtes : lèvent la main quand on les nomme.",
        ),
        faire=(
            "Présentez sans diaporama : lisez le conducteur à voix haute.",
            "Montrez une feuille de table et expliquez les étoiles et la synthèse.",
            "Donnez l’heure de fin de chaque tour, et écrivez-les au tableau.",
        ),
        falloir=("Le conducteur.", "Une feuille de table pour la montrer.", "Un tableau blanc."),
        saisir=("Rien à saisir.",),
    ),
    "tour": Nature(
        nom="Tour de table",
        dire="Posez les téléphones. Parlez d’abord ; l’hôte écrit ce que la table veut garder.",
        qui=(
            "Hôtes : donnent la parole, écrivent, gardent l’heure.",
            "Participants : parlent, et relisent ce qui est écrit.",
            "Animation : passe entre les tables, annonce « cinq minutes ».",
        ),
        faire=(
            "Chaque table a sa feuille de ce tour : une idée par ligne, dans sa catégorie.",
            "L’animation tient la montre : annonce la mi-temps, cinq minutes, puis la fin.",
            "À la fin, la table colorie trois étoiles au plus.",
            "L’hôte écrit la synthèse, la lit, et compte les mains levées.",
            "Au signal, chacun change de table en suivant son badge ; l’hôte reste.",
        ),
        falloir=(
            "Une feuille par table et par tour, deux stylos.",
            "Une montre, une cloche ou un micro ; cette page.",
        ),
        saisir=(
            "Les lignes de chaque feuille : page « Saisie », avec leur tour et leur table.",
            "Les étoiles, la synthèse et les mains levées : page de la table, au bon tour.",
            "Une photo de la feuille, pour garder la preuve.",
        ),
    ),
    "synthese": Nature(
        nom="Synthèse des tables",
        dire="Chaque hôte lit sa synthèse en une minute. On ne rouvre pas la discussion.",
        qui=(
            "Hôtes : lisent, debout, une minute chacun.",
            "Animation : donne la parole, table après table.",
            "Rapporteur : rapproche ce qui se ressemble.",
        ),
        faire=(
            "Chaque hôte lit le cadre « Ce que notre table retient » de sa feuille.",
            "Affichez les feuilles au mur, question par question.",
            "Rapprochez au feutre ce qui se ressemble ; gardez les voix seules.",
        ),
        falloir=(
            "Les feuilles de table remplies, de la pâte à fixer, un feutre épais.",
            "Cette page et un stylo.",
        ),
        saisir=(
            "Les synthèses : sur la page de chaque table, en choisissant le tour.",
            "Les rapprochements : sur le tableau, groupe par groupe.",
        ),
    ),
    "vote": Nature(
        nom="Vote par gommettes",
        dire="Dites combien de gommettes chacun reçoit, combien au plus sur une même carte, et "
        "à quelle heure on compte.",
        qui=(
            "Animation : ouvre et ferme le vote.",
            "Accueil : donne des gommettes à qui n’a pas de téléphone.",
            "Deux personnes : comptent les gommettes de papier.",
        ),
        faire=(
            "Une feuille au mur par carte, avec son titre en grand.",
            "Chacun reçoit le même nombre de gommettes et les colle où il veut.",
            "Deux personnes comptent chaque carte, à voix haute, et écrivent le total ci-dessous.",
            "Photographiez chaque feuille avant de la décrocher.",
        ),
        falloir=("Des gommettes, une feuille par carte.", "Cette page et un stylo."),
        saisir=(
            "Le total de chaque carte : page « Votes », « gommettes de papier ».",
            "La photo des feuilles. Les téléphones et le papier s’additionnent.",
        ),
    ),
    "pleniere": Nature(
        nom="Plénière",
        dire="Reprenez, question par question, ce qui revient le plus ; un service répond quand "
        "il le peut, sinon on dit qui répondra et quand.",
        qui=(
            "Animation : va de question en question.",
            "Services : répondent, ou disent quand ils répondront.",
            "Rapporteur : note les réponses données.",
        ),
        faire=(
            "Une question à la fois, devant ses feuilles affichées.",
            "Écrivez chaque réponse donnée : qui répond, quoi, pour quand.",
            "Ce qui n’a pas de réponse est lu à voix haute et gardé.",
        ),
        falloir=("Les feuilles affichées, un micro.", "Cette page et un stylo."),
        saisir=(
            "Chaque réponse : comme suite de son groupe, avec le service et la date.",
            "Les actions convenues : page « Notes ».",
        ),
    ),
    "cloture": Nature(
        nom="Clôture",
        dire="Dites ce qui se passe maintenant, la date de la réponse, et comment chacun "
        "retrouve ses mots. Merci aux hôtes.",
        qui=(
            "Animation : dit la suite et la date.",
            "Hôtes : rendent feuilles, badges et appareils.",
            "Accueil : remet les talons à qui n’a pas de téléphone.",
        ),
        faire=(
            "Dites la date de la réunion de retour et l’adresse où lire les suites.",
            "Rappelez de garder le talon : ses six mots rouvrent la page de chacun.",
            "Ramassez toutes les feuilles, table par table, et comptez-les.",
        ),
        falloir=("Une enveloppe par table.", "Cette page : une case par feuille attendue."),
        saisir=("Les feuilles de table qui ne l’ont pas été, le soir même si possible.",),
    ),
    "libre": LIBRE,
}
