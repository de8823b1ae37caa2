"""What the printed papers of a séance say, read from the base."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.addresses import join_url
from cafe.documents import francais
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
from cafe.models import Etape, Format, Programme, Question, Seance, Tablee, Tour, VueEcran
from cafe.models.accueil import offered_qualites
from cafe.models.question import CATEGORIES, default_categories, questions_of, tablees_of
from cafe.models.vue_ecran import suited_vue
from cafe.pilotage.horaires import hours_of
from cafe.pilotage.reseau import carnet
from cafe.pilotage.reunions.appel import roll_of
from cafe.pilotage.seance_page import typed_address
from cafe.reseau.wifi import wifi_text

# Where nobody has said how many come.
LIGNES_SANS_TABLE, PLACES_PAR_TABLE = 16, 8
LIGNES_DE_PLUS = 6


@dataclass(frozen=True)
class Salle:
    """A séance with its questions, tables and tours; ``programme``: (table, tour) → question."""

    seance: Seance
    questions: list[Question]
    tablees: list[Tablee]
    tours: list[Tour]
    programme: dict[tuple[str, str], Question]

    def question(self, tablee: Tablee, tour: Tour) -> Question | None:
        """What is talked of there; the only question of a séance is talked of everywhere."""
        only = self.questions[0] if len(self.questions) == 1 else None
        return self.programme.get((tablee.id, tour.id), only)


def salle_of(session: Session, seance: Seance) -> Salle:
    """Read all that the papers name."""
    questions = questions_of(session, seance.id)
    by_id = {question.id: question for question in questions}
    tours = list(
        session.scalars(select(Tour).where(Tour.seance_id == seance.id).order_by(Tour.numero))
    )
    planned = select(Programme).where(Programme.tour_id.in_([tour.id for tour in tours]))
    return Salle(
        seance=seance,
        questions=questions,
        tablees=tablees_of(session, seance.id),
        tours=tours,
        programme={
            (row.tablee_id, row.tour_id): by_id[row.question_id]
            for row in session.scalars(planned)
            if row.question_id in by_id
        },
    )


def kit_of(session: Session, seance: Seance) -> Kit:
    """All the papers; a part for which the séance has nothing is empty."""
    salle = salle_of(session, seance)
    etapes = [etape for etape in seance.etapes if etape.ecartee_le is None]
    moments = _moments(seance, etapes)
    wifi = carnet().wifi(seance.id)
    return Kit(
        entete=_entete(seance),
        affiche=[poster] if (poster := affiche_of(seance)) else [],
        questions=[_question_poster(seance, question) for question in salle.questions]
        if seance.code
        else [],
        wifi=[AfficheWifi(seance.titre, wifi.nom, wifi.mot_de_passe, wifi_text(wifi))]
        if wifi
        else [],
        chevalets=chevalets_of(salle),
        feuilles=_sheets(salle, _hours_of_tours(etapes, moments)),
        hotes=_briefs(salle, _hours_of_tours(etapes, moments)),
        conducteur=moments,
        presences=[_signing(session, salle)],
        secours=_plans(salle, moments, offered_qualites(session, seance.id)),
    )


def affiche_of(seance: Seance) -> Affiche | None:
    """The poster of the door; None once the séance has no code."""
    if seance.code is None:
        return None
    debut, fin = hours_of(seance)
    wifi = carnet().wifi(seance.id)
    return Affiche(
        demarche=seance.demarche.nom,
        titre=seance.titre,
        debut=debut,
        fin=fin,
        lieu=seance.lieu or None,
        url=join_url(seance.code),
        adresse=typed_address(),
        code=seance.code,
        wifi=wifi.nom if wifi else None,
        animee=seance.format is not Format.COLLECTE,
    )


def chevalets_of(salle: Salle) -> list[Chevalet]:
    """One tent for each table, with its question if it keeps one; none without a code."""
    seance = salle.seance
    if seance.code is None:
        return []
    return [
        Chevalet(
            titre=seance.titre,
            table=tablee.numero,
            question=_only_question(salle, tablee),
            url=join_url(seance.code, tablee.numero),
            adresse=typed_address(),
            code=seance.code,
        )
        for tablee in salle.tablees
    ]


def _only_question(salle: Salle, tablee: Tablee) -> str | None:
    """A tent stands there all day: it bears no question that holds for one round alone."""
    if len(salle.questions) == 1:
        return salle.questions[0].texte
    asked = [salle.question(tablee, tour) for tour in salle.tours]
    texts = {question.texte for question in asked if question}
    return texts.pop() if len(texts) == 1 else None


def _entete(seance: Seance) -> Entete:
    debut, fin = hours_of(seance)
    if isinstance(debut, datetime):
        quand = ", ".join(part for part in francais.periode(debut, fin) if part)
    else:
        quand = francais.jour_de_semaine(debut) if debut else ""
    return Entete(demarche=seance.demarche.nom, titre=seance.titre, quand=quand, lieu=seance.lieu)


def _question_poster(seance: Seance, question: Question) -> Affiche:
    """The same code under a question, to be stuck up where it is talked of."""
    code = seance.code or ""
    return Affiche(
        demarche=seance.titre,
        titre=question.texte,
        url=join_url(code),
        adresse=typed_address(),
        code=code,
        animee=seance.format is not Format.COLLECTE,
    )


def _moments(seance: Seance, etapes: Sequence[Etape]) -> list[Moment]:
    """The script with its hours, as long as every step before has a duration."""
    moments = []
    passed: int | None = 0
    for etape in etapes:
        after = passed + etape.duree_minutes if passed is not None and etape.duree_minutes else None
        moments.append(
            Moment(
                titre=etape.titre,
                nature=etape.nature.value,
                debut=_hour(seance.heure_debut, passed),
                fin=_hour(seance.heure_debut, after),
                minutes=etape.duree_minutes,
                droits=tuple(str(droit) for droit in etape.droits),
                ecran=(suited_vue(etape) if etape.ecran is VueEcran.AUTO else etape.ecran).value,
                consigne=etape.consigne,
            )
        )
        passed = after
    return moments


def _hour(debut: time | None, minutes: int | None) -> str:
    """« 9 h 05 » so many minutes later; « + 35 min » for a séance without an hour."""
    if minutes is None:
        return ""
    if debut is None:
        return f"+\u00a0{minutes}\u00a0min"
    hours, rest = divmod(debut.hour * 60 + debut.minute + minutes, 60)
    return f"{hours % 24}\u00a0h\u00a0{rest:02}"


def _hours_of_tours(etapes: Sequence[Etape], moments: Sequence[Moment]) -> dict[str, str]:
    """From the start of a tour's first step to the end of its last one, by tour."""
    spans: dict[str, tuple[str, str]] = {}
    for etape, moment in zip(etapes, moments, strict=True):
        if etape.tour_id is not None:
            first = spans.get(etape.tour_id, (moment.debut, ""))[0]
            spans[etape.tour_id] = (first, moment.fin)
    return {
        tour: "\u00a0–\u00a0".join(hour for hour in span if hour) for tour, span in spans.items()
    }


def _planned(salle: Salle, tablee: Tablee, heures: dict[str, str]) -> tuple[TourPrevu, ...]:
    return tuple(
        TourPrevu(
            numero=tour.numero,
            heures=heures.get(tour.id, ""),
            question=question.texte if (question := salle.question(tablee, tour)) else "",
        )
        for tour in salle.tours
    )


def _sheets(salle: Salle, heures: dict[str, str]) -> list[FeuilleTable]:
    """One for each table and tour, table after table: a host takes theirs in one pile."""
    usual = default_categories(salle.seance.format)
    sheets = []
    for tablee in salle.tablees:
        for tour, prevu in zip(salle.tours, _planned(salle, tablee, heures), strict=True):
            question = salle.question(tablee, tour)
            keys = question.categories if question else usual
            names = tuple(CATEGORIES[key].libelle for key in keys if key in CATEGORIES)
            sheets.append(
                FeuilleTable(table=tablee.numero, tour=prevu, hote=tablee.hote, categories=names)
            )
    return sheets


def _briefs(salle: Salle, heures: dict[str, str]) -> list[FicheHote]:
    return [
        FicheHote(
            table=tablee.numero,
            hote=tablee.hote,
            place=tablee.place,
            capacite=tablee.capacite,
            programme=_planned(salle, tablee, heures),
        )
        for tablee in salle.tablees
    ]


def _signing(session: Session, salle: Salle) -> FeuilleSignature:
    """Those expected by name, then a line for each seat: residents are never listed."""
    known = tuple(
        Signataire(
            nom=line.nom,
            qualite=", ".join(part for part in (line.fonction, line.structure) if part),
        )
        for line in roll_of(session, salle.seance)
    )
    seats = sum(tablee.capacite or PLACES_PAR_TABLE for tablee in salle.tablees)
    blank = seats or (LIGNES_DE_PLUS if known else LIGNES_SANS_TABLE)
    return FeuilleSignature(signataires=known, lignes_vides=blank)


def _plans(salle: Salle, moments: Sequence[Moment], qualites: tuple[str, ...]) -> list[Secours]:
    """One page for each kind of step, in the order of the day."""
    return [
        Secours(
            nature=nature,
            moments=tuple(moment for moment in moments if moment.nature == nature),
            qualites=qualites,
            tables=tuple(tablee.numero for tablee in salle.tablees),
            tours=tuple(tour.numero for tour in salle.tours),
        )
        for nature in dict.fromkeys(moment.nature for moment in moments)
    ]
