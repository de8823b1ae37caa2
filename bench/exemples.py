"""What the bench of documents draws: a meeting of an invented town, world cafés of any size."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from cafe.documents.compte_rendu.contenu import (
    CompteRendu,
    EnTete,
    Preconisation,
    Question,
    Regroupement,
    Renvoi,
    Sources,
    Verbatim,
)
from cafe.documents.compte_rendu.presences import mask_presences
from cafe.documents.reunion.contenu import (
    Ligne,
    Personne,
    Point,
    Prochaine,
    Reunion,
    Structure,
    SuiviPrevu,
)

_PHRASES = (
    "Le dernier bus part trop tôt pour celles et ceux qui finissent à vingt et une heures.",
    "On attend dans le noir, un lampadaire suffirait.",
    "Je voudrais un endroit où prendre rendez-vous avec quelqu’un, sans passer par un site qui "
    "demande un compte, un mot de passe et une adresse que je n’ai pas.",
    "Les permanences du mercredi soir marchent bien, il en faudrait une le samedi matin, avec une "
    "garde d’enfants sur place.",
    "Une maison de santé au pied des immeubles.",
)
_CATEGORIES = ("Ça ne va pas", "Mon idée", "Ça va")
_QUESTIONS = 6
_PAR_REGROUPEMENT = 9


def reunion() -> Reunion:
    """Thirteen people of nine structures, three points of six lines and three suivis."""
    par_structure = (2, 3, 1, 1, 1, 1, 1, 2, 1)
    structures = tuple(
        Structure(
            nom=f"Structure partenaire {rang}",
            personnes=tuple(
                Personne(nom=f"Personne {rang}-{n}", fonction="chargée de mission")
                for n in range(nombre)
            ),
        )
        for rang, nombre in enumerate(par_structure, start=1)
    )
    natures = ("rappel", "echange", "echange", "question", "echange", "decision")
    point = Point(
        numero=1,
        titre="Aller vers les jeunes sans emploi ni formation",
        lignes=tuple(
            Ligne(ancre=f"l{rang}", nature=nature, texte=_PHRASES[rang % 5])
            for rang, nature in enumerate(natures)
        ),
        suivis=tuple(
            SuiviPrevu(
                ancre=f"s{rang}",
                texte="Écrire le planning de la permanence commune.",
                qui="Mission locale",
                echeance=date(2026, 7, 3),
            )
            for rang in range(3)
        ),
    )
    return Reunion(
        demarche="Contrat de ville de Valmont",
        groupe="Groupe de travail Emploi",
        volet="Développement économique",
        titre="Groupe de travail Emploi, séquence 2",
        jour=date(2026, 6, 9),
        debut=time(14, 0),
        fin=time(15, 30),
        lieu="Maison de quartier",
        redacteur="Bruno Tessier",
        structures=structures,
        points=tuple(replace(point, numero=numero) for numero in (1, 2, 3)),
        prochaine=Prochaine(jour=date(2026, 10, 6), heure=time(14), objet="premiers résultats"),
        edite_le=date(2026, 6, 9),
    )


def world_cafe(contributions: int) -> CompteRendu:
    """That many contributions, over six questions, by groups of nine with a tenth left alone."""
    questions = tuple(
        _question(numero, contributions // _QUESTIONS + (numero <= contributions % _QUESTIONS))
        for numero in range(1, _QUESTIONS + 1)
    )
    return CompteRendu(
        entete=EnTete(
            demarche="Contrat de ville de Valmont",
            seance="Café des habitants",
            format="World café",
            debut=datetime(2026, 6, 11, 12, tzinfo=UTC),
            fin=datetime(2026, 6, 11, 15, tzinfo=UTC),
            redacteur="Chloé Arnaud",
            edite_le=date(2026, 7, 1),
        ),
        presences=mask_presences([("Habitante ou habitant", 80), ("Association", 20)], total=104),
        questions=questions,
        preconisations=tuple(
            Preconisation(
                numero=str(numero),
                intitule="Prolonger la desserte du quartier en soirée",
                etat="Proposée",
                sources=Sources(voix=12, total=104),
            )
            for numero in range(1, 9)
        ),
    )


def _question(numero: int, nombre: int) -> Question:
    paroles = [
        Verbatim(
            categorie=_CATEGORIES[rang % 3],
            texte=f"{_PHRASES[rang % 5]} ({numero}-{rang})",
        )
        for rang in range(nombre)
    ]
    groupees = paroles[: nombre - nombre // 10]
    return Question(
        numero=numero,
        texte="Comment se déplace-t-on le soir quand on n’a pas de voiture ?",
        contributions=nombre,
        voix=90,
        regroupements=tuple(
            Regroupement(
                titre=f"Les bus du soir, idée {debut // _PAR_REGROUPEMENT + 1}",
                resume=_PHRASES[2],
                voix=_PAR_REGROUPEMENT,
                verbatims=tuple(groupees[debut : debut + _PAR_REGROUPEMENT]),
                suites=(Renvoi(libelle="Desserte du soir", preconisation="1"),),
            )
            for debut in range(0, len(groupees), _PAR_REGROUPEMENT)
        ),
        paroles_isolees=tuple(paroles[len(groupees) :]),
    )
