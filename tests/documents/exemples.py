"""A compte rendu of an invented town, small but with every part filled; and bigger ones."""

from dataclasses import replace
from datetime import UTC, date, datetime

from cafe.documents.compte_rendu.contenu import (
    CompteRendu,
    Decision,
    EngagementPris,
    EnTete,
    FicheLiee,
    Preconisation,
    ProchaineEtape,
    Question,
    Regroupement,
    Renvoi,
    Sources,
    SuiteDonnee,
    Verbatim,
)
from cafe.documents.compte_rendu.presences import mask_presences

ENTETE = EnTete(
    demarche="Quartiers en commun, contrat de ville de Valmont-sur-Orne 2026-2030",
    seance="Café des habitants du Clos-Vert",
    format="Café à tables tournantes",
    debut=datetime(2026, 6, 11, 12, 0, tzinfo=UTC),
    fin=datetime(2026, 6, 11, 15, 30, tzinfo=UTC),
    lieu="Salle Berthe-Morel, 4 rue des Tanneurs",
    redacteur="Chloé Arnaud, cheffe de projet",
    statut="Projet",
    edite_le=date(2026, 7, 1),
)

PRESENCES = mask_presences(
    [
        ("Habitante ou habitant", 41),
        ("Conseillère ou conseiller citoyen", 35),
        ("Association", 14),
        ("Institution", 9),
        ("Entreprise", 3),
        ("Élue ou élu", 2),
    ],
    total=104,
)


def say(texte: str | None, categorie: str = "Mon idée") -> Verbatim:
    """One contribution."""
    return Verbatim(categorie=categorie, texte=texte)


SE_DEPLACER = Question(
    numero=1,
    texte="Comment se déplace-t-on, le soir et le dimanche, quand on n’a pas de voiture ?",
    contributions=6,
    voix=5,
    regroupements=(
        Regroupement(
            titre="Le dernier bus part trop tôt",
            resume="Après 20 h 15, plus aucun bus ne dessert le Clos-Vert. Les personnes qui "
            "travaillent en horaires décalés rentrent à pied ou refusent des postes.",
            voix=3,
            verbatims=(
                say("Je finis à 21 h à la clinique, je marche quarante minutes.", "Ça ne va pas"),
                say("Prolonger la ligne 4 jusqu’à 22 h 30, au moins du jeudi au samedi."),
                say(None, "Ça ne va pas"),
            ),
            suites=(Renvoi(libelle="Préconisation n° 1", preconisation="1"),),
        ),
        Regroupement(
            titre="L’arrêt des Tanneurs n’est pas éclairé",
            voix=2,
            verbatims=(
                say("On attend dans le noir, ma fille n’y va plus seule.", "Ça ne va pas"),
                say("Un lampadaire, et un banc qui ne soit pas cassé."),
            ),
            suites=(Renvoi(libelle="Transmis au service de l’éclairage public"),),
        ),
    ),
    paroles_isolees=(say("Le vélo-école du samedi, ça marche bien, gardez-le !", "Ça va"),),
)

SE_SOIGNER = Question(
    numero=2,
    texte="Où va-t-on quand on a besoin d’un soin ou d’un conseil de santé ?",
    contributions=2,
    voix=2,
    regroupements=(
        Regroupement(
            titre="Prendre rendez-vous sans internet",
            resume="Les standards renvoient vers des sites. Plusieurs personnes renoncent.",
            voix=2,
            verbatims=(
                say("On m’a dit « allez sur le site ». Je n’ai pas d’ordinateur.", "Ça ne va pas"),
                say("Quelqu’un à la maison de quartier pour prendre rendez-vous avec nous."),
            ),
            suites=(Renvoi(libelle="Préconisation n° 2", preconisation="2"),),
        ),
    ),
)

BUS = Preconisation(
    numero="1",
    intitule="Prolonger la desserte du Clos-Vert en soirée",
    etat="Retenue avec modification",
    sources=Sources(voix=3, total=104),
    decision=Decision(
        instance="Comité de pilotage",
        le=date(2026, 7, 16),
        motif="Essai d’un an, du jeudi au samedi, avant d’étendre aux autres soirs.",
    ),
    reponse_publique="À partir de septembre, la ligne 4 roulera jusqu’à 22 h 30 trois soirs par "
    "semaine. Nous compterons les voyageurs avec vous en mars.",
    fiches=(
        FicheLiee(
            numero="3.2",
            intitule="Mobilités du quotidien",
            nature="Complète",
            motif="La fiche ne portait que sur les jours ouvrés ; la soirée y est ajoutée.",
        ),
    ),
    engagements=(
        EngagementPris(
            organisme="Syndicat des transports de l’Orne",
            texte="Financer l’essai sur la ligne 4, de septembre à août.",
            echeance=date(2026, 9, 1),
            etat="En cours",
        ),
        EngagementPris(
            organisme="Ville de Valmont",
            texte="Éclairer les deux arrêts concernés.",
            echeance="avant l’hiver",
            etat="À faire",
        ),
    ),
)

RENDEZ_VOUS = Preconisation(
    numero="2",
    intitule="Tenir une permanence « rendez-vous de santé » à la maison de quartier",
    etat="Proposée",
    sources=Sources(voix=2, total=104),
)

COMPTE_RENDU = CompteRendu(
    entete=ENTETE,
    presences=PRESENCES,
    questions=(SE_DEPLACER, SE_SOIGNER),
    preconisations=(BUS, RENDEZ_VOUS),
    suites=(
        SuiteDonnee(
            parole="On attend dans le noir, ma fille n’y va plus seule.",
            type="Transmise",
            structure="Service de l’éclairage public",
            le=date(2026, 6, 15),
            motif="Réponse attendue sous un mois.",
        ),
        SuiteDonnee(parole=None, type="Sans suite", motif="Hors du champ du contrat."),
    ),
    non_publiees=(("Nomme une personne", 2), ("Propos injurieux", 1)),
    frigo=4,
    prochaine_etape=ProchaineEtape(
        texte="Réunion de retour avec toutes les personnes venues au café.",
        le=date(2026, 9, 25),
    ),
    methode="Trois tours de vingt minutes, huit tables, une hôtesse ou un hôte par table.\n\n"
    "Les regroupements ont été faits en salle, puis relus par les tables.",
)


def make_compte_rendu(**changes: object) -> CompteRendu:
    """The example, with some of its parts replaced."""
    return replace(COMPTE_RENDU, **changes)  # type: ignore[arg-type]


def make_question(*verbatims: Verbatim, numero: int = 1, titre: str = "Un groupe") -> Question:
    """A question whose words are all in one regroupement."""
    groupe = Regroupement(titre=titre, voix=len(verbatims), verbatims=verbatims)
    return Question(
        numero=numero,
        texte=f"Question ouverte numéro {numero} ?",
        contributions=len(verbatims),
        regroupements=(groupe,),
    )
