"""A whole kit: seven tables, three tours, every kind of step, texts as long as they come."""

from datetime import UTC, datetime

from cafe.documents.affiche import Affiche
from cafe.documents.affiche_wifi import AfficheWifi
from cafe.documents.chevalet import Chevalet
from cafe.documents.kit.contenu import (
    Entete,
    FeuilleSignature,
    FeuilleTable,
    FicheHote,
    Kit,
    Moment,
    Secours,
    Signataire,
    TourPrevu,
)

URL = "https://cafe.valmont.exemple/r/K7M2PX"
WIFI = "WIFI:T:WPA;S:Salle Morel;P:bienvenue;;"
TITRE = "Café des habitants du Clos-Vert"
TABLES, TOURS = range(1, 8), (1, 2, 3)
QUESTION = (
    "Qu’est-ce qui vous aiderait à vous soigner plus près de chez vous, sans attendre des mois "
    "un rendez-vous ni perdre une demi-journée dans les transports ?"
)
CATEGORIES = ("Ça va", "Ça ne va pas", "Mon idée")
QUALITES = ("habitant·e·s", "conseillers citoyens", "associations", "institutions", "élu·e·s")


def _affiche(titre: str) -> Affiche:
    return Affiche(
        demarche="Contrat de ville de Vauclaire",
        titre=titre,
        debut=datetime(2026, 6, 11, 7, 0, tzinfo=UTC),
        fin=datetime(2026, 6, 11, 10, 30, tzinfo=UTC),
        lieu="Salle Berthe-Morel",
        url=URL,
        adresse="cafe.valmont.exemple",
        code="K7M2PX",
        wifi="Salle Morel",
    )


def _moments() -> tuple[Moment, ...]:
    day = (
        ("Accueil", "accueil", 20, ()),
        ("Présentation", "presentation", 15, ("lire",)),
        ("Tour 1 : écrire seul", "tour", 5, ("lire", "contribuer")),
        ("Tour 1", "tour", 20, ("lire",)),
        ("Tour 2", "tour", 20, ("lire",)),
        ("Tour 3", "tour", 20, ("lire",)),
        ("Pause", "libre", 10, ("lire",)),
        ("Lecture des synthèses", "synthese", 20, ("lire",)),
        ("Vote par gommettes", "vote", 10, ("lire", "voter")),
        ("Plénière", "pleniere", 30, ("lire",)),
        ("Clôture", "cloture", 10, ("lire",)),
    )
    found, passed = [], 9 * 60
    for titre, nature, minutes, droits in day:
        after = passed + minutes
        found.append(
            Moment(
                titre=titre,
                nature=nature,
                debut=_hour(passed),
                fin=_hour(after),
                minutes=minutes,
                droits=droits,
            )
        )
        passed = after
    return tuple(found)


def _hour(minutes: int) -> str:
    return f"{minutes // 60}\u00a0h\u00a0{minutes % 60:02}"


def make_kit() -> Kit:
    """Everything a world café prints."""
    moments = _moments()
    programme = tuple(TourPrevu(numero=tour, heures="", question=QUESTION) for tour in TOURS)
    return Kit(
        entete=Entete(
            demarche="Contrat de ville de Vauclaire",
            titre=TITRE,
            quand="jeudi 11 juin 2026, de 9 h à 12 h 30",
            lieu="Salle Berthe-Morel",
        ),
        affiche=[_affiche(TITRE)],
        questions=[_affiche(f"Question {rang} : {QUESTION}") for rang in range(1, 9)],
        wifi=[AfficheWifi(TITRE, "Salle Morel", "bienvenue", WIFI)],
        chevalets=[
            Chevalet(
                titre=TITRE,
                table=table,
                question=QUESTION,
                url=f"{URL}/t/{table}",
                adresse="cafe.valmont.exemple",
                code="K7M2PX",
            )
            for table in TABLES
        ],
        feuilles=[
            FeuilleTable(table=table, tour=tour, hote="Nadia", categories=CATEGORIES)
            for table in TABLES
            for tour in programme
        ],
        hotes=[
            FicheHote(
                table=table,
                hote="Nadia",
                place="près de la fenêtre",
                capacite=8,
                programme=programme,
            )
            for table in TABLES
        ],
        conducteur=moments,
        presences=[
            FeuilleSignature(
                signataires=(Signataire(nom="Abel Kaci", qualite="chargé de mission, Bailleur"),),
                lignes_vides=56,
            )
        ],
        secours=[
            Secours(
                nature=nature,
                moments=tuple(moment for moment in moments if moment.nature == nature),
                qualites=QUALITES,
                tables=tuple(TABLES),
                tours=TOURS,
            )
            for nature in dict.fromkeys(moment.nature for moment in moments)
        ],
    )
