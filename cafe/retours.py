"""« Vous avez dit »: what became of the words of a question, read from the chain and worded.

Used by every room: the phone's page, the room screen, posters and the text to say aloud are made
from the same value, French as documents are whatever the phone speaks. It names no participant and
quotes nobody; of a quartier it tells nothing that fewer than five people share.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from cafe.addresses import base_url
from cafe.documents.retour.contenu import PERSONNES_MIN, Decide, Refuse, Retour, Sujet
from cafe.libelles import libelle
from cafe.models import (
    Contribution,
    Demarche,
    EtatPreconisation,
    NatureSuite,
    Participant,
    Question,
    Seance,
)
from cafe.models.chaine import Devenir, devenirs_of_contributions
from cafe.models.chaine_preconisations import PreconisationSuivie
from cafe.models.chaine_suites import SuiteDonnee
from cafe.models.question import questions_of
from cafe.models.seance import held_in
from cafe.models.visibilite import Regard, visible_clause
from cafe.models.voix import SAISIE, Voix, voix_of
from cafe.presentation import jour, majuscule

_REFUSES = (EtatPreconisation.NON_RETENUE, EtatPreconisation.HORS_COMPETENCE)
_EN_ATTENTE = (EtatPreconisation.PROPOSEE, EtatPreconisation.A_L_ETUDE)
_PAS_DECIDES = (*_REFUSES, *_EN_ATTENTE)


def retours_of_seance(session: Session, seance: Seance) -> list[tuple[Question, Retour]]:
    """Each question of a séance with what became of its words."""
    return [
        (question, retour_of_question(session, seance, question))
        for question in questions_of(session, seance.id)
    ]


def retour_of_question(session: Session, seance: Seance, question: Question) -> Retour:
    """One question: who answered, what they said, what is decided, refused, and what comes."""
    bilan = _read(session, Contribution.question_id == question.id)
    with force_locale("fr"):
        return _retour(
            bilan,
            seance.demarche,
            question=question.texte,
            rencontre=", ".join(part for part in (seance.titre, jour(seance.jour)) if part),
            ou=_where(seance.code, suffix=f"/retour?question={question.id}"),
        )


def retour_of_quartier(session: Session, demarche: Demarche, quartier: str) -> Retour:
    """What the people of one quartier said in all the séances of a démarche."""
    bilan = _read(
        session,
        Contribution.participant_id.in_(
            select(Participant.id)
            .join(Seance, Seance.id == Participant.seance_id)
            .where(held_in(demarche.id), Participant.quartier == quartier)
        ),
    )
    with force_locale("fr"):
        return _retour(
            bilan,
            demarche,
            question=quartier,
            quartier=quartier,
            rencontre=demarche.nom,
            ou=_Ou(url=f"{base_url()}/d/{demarche.id}") if demarche.publique else None,
        )


def retour_of_origin(session: Session, question: Question) -> Retour | None:
    """In a restitution, what became of the words of the question it gives account of."""
    origin = session.get(Question, question.origine_id) if question.origine_id else None
    if origin is None:
        return None
    return retour_of_question(session, session.get_one(Seance, origin.seance_id), origin)


@dataclass(frozen=True)
class _Ou:
    """Where the whole list is read; empty when there is no such place."""

    url: str = ""
    adresse: str = ""
    code: str = ""


def _where(code: str | None, suffix: str = "") -> _Ou:
    if code is None:
        return _Ou()
    return _Ou(f"{base_url()}/s/{code}{suffix}", base_url().partition("://")[2], code)


@dataclass
class _Bilan:
    """Who said what: sets of authors, so that a voice counts once."""

    paroles: int = 0
    auteurs: set[str] = field(default_factory=set)
    # Those among them who stand for a word typed for somebody.
    saisis: set[str] = field(default_factory=set)
    isolees: int = 0
    groupes: dict[str, tuple[str, set[str]]] = field(default_factory=dict)
    preconisations: dict[str, tuple[PreconisationSuivie, set[str]]] = field(default_factory=dict)
    # A suite of a group, with the title of that group.
    suites: dict[str, tuple[SuiteDonnee, str, set[str]]] = field(default_factory=dict)

    def voix(self, auteurs: set[str]) -> Voix:
        """How many voices these authors are."""
        return voix_of((auteur, auteur in self.saisis) for auteur in auteurs)

    def add(self, auteur: str, way: Devenir, *, saisie: bool) -> None:
        """Count one published word and all that it leads to."""
        self.paroles += 1
        if saisie:
            self.saisis.add(auteur)
        self.auteurs.add(auteur)
        group = way.regroupement
        if group is None:
            self.isolees += 1
        else:
            self.groupes.setdefault(group.id, (group.titre, set()))[1].add(auteur)
            if way.suite is not None and way.suite.par_regroupement:
                kept = self.suites.setdefault(way.suite.id, (way.suite, group.titre, set()))
                kept[2].add(auteur)
        for reprise in way.reprises:
            suivie = reprise.preconisation
            self.preconisations.setdefault(suivie.id, (suivie, set()))[1].add(auteur)


def _read(session: Session, where: ColumnElement[bool]) -> _Bilan:
    rows = session.execute(
        select(Contribution.id, Contribution.participant_id, SAISIE.label("saisie"))
        .where(where, visible_clause(Regard.PUBLIC))
        .order_by(Contribution.ordre, Contribution.partie)
    ).all()
    ways = devenirs_of_contributions(session, [row.id for row in rows])
    bilan = _Bilan()
    for row in rows:
        bilan.add(row.participant_id, ways[row.id], saisie=bool(row.saisie))
    return bilan


def _retour(
    bilan: _Bilan,
    demarche: Demarche,
    *,
    question: str,
    rencontre: str,
    quartier: str = "",
    ou: _Ou | None = None,
) -> Retour:
    least = PERSONNES_MIN if quartier else 1
    ou = ou or _Ou()
    base = Retour(
        demarche=demarche.nom,
        question=question,
        rencontre=rencontre,
        quartier=quartier,
        prochaine=_next(demarche),
        contact=demarche.contact,
        url=ou.url,
        adresse=ou.adresse,
        code=ou.code,
    )
    if len(bilan.auteurs) < least:
        return base
    groupes = [(titre, bilan.voix(who)) for titre, who in bilan.groupes.values()]
    asked = [p for p, who in bilan.preconisations.values() if len(who) >= least]
    given = [(s, titre) for s, titre, who in bilan.suites.values() if len(who) >= least]
    asked.sort(key=lambda p: p.numero)
    return replace(
        base,
        personnes=bilan.voix(bilan.auteurs).personnes,
        saisies=bilan.voix(bilan.auteurs).saisies,
        paroles=bilan.paroles,
        isolees=0 if quartier else bilan.isolees,
        tus=sum(1 for _titre, voix in groupes if voix.total < least),
        dites=tuple(
            Sujet(titre, voix.total, voix.saisies)
            for titre, voix in sorted(groupes, key=lambda g: -g[1].total)
            if voix.total >= least
        ),
        decides=(
            *(_decided(p) for p in asked if p.est_decidee and p.etat not in _PAS_DECIDES),
            *_answered(given),
        ),
        refuses=(
            *(_refused(p) for p in asked if p.etat in _REFUSES),
            *(
                Refuse(titre, s.texte, _signed(s))
                for s, titre in given
                if s.nature is NatureSuite.SANS_SUITE
            ),
        ),
        en_attente=sum(1 for p in asked if p.etat in _EN_ATTENTE),
    )


def _next(demarche: Demarche) -> str:
    parts = (demarche.prochaine_etape, jour(demarche.prochaine_date))
    return ", ".join(part for part in parts if part)


def _decided(p: PreconisationSuivie) -> Decide:
    said = p.decision
    words = [majuscule(str(libelle(p.etat)))]
    if said is not None:
        words += [said.instance, jour(said.jour)]
    return Decide(p.intitule, ", ".join(words), _promise(p))


def _promise(p: PreconisationSuivie) -> str:
    """Who does it and for when: the first promise; else the fiche that holds it."""
    for promise in p.engagements:
        when = jour(promise.echeance) or promise.echeance_texte
        said = _("Promis par %(qui)s", qui=promise.organisme)
        what = promise.texte.partition(". ")[0].rstrip(".")
        return f"{said} : {what} ({when})." if when else f"{said} : {what}."
    for fiche in p.fiches:
        return f"{_('Entrée dans le plan')} : {fiche.numero} {fiche.intitule}."
    return ""


def _refused(p: PreconisationSuivie) -> Refuse:
    said = p.decision
    if said is None:
        return Refuse(p.intitule, str(libelle(p.etat)), "")
    motif = said.motif
    if said.organisme:
        motif = _("Transmise à %(qui)s. %(motif)s", qui=said.organisme, motif=said.motif)
    return Refuse(p.intitule, motif, f"{said.instance}, {jour(said.jour)}")


def _answered(given: Iterable[tuple[SuiteDonnee, str]]) -> Iterable[Decide]:
    """What was answered, passed on or exists already, under the title of the group."""
    for suite, titre in given:
        when = _signed(suite)
        match suite.nature:
            case NatureSuite.DEJA_EN_OEUVRE:
                fiche = f" ({suite.fiche})" if suite.fiche else ""
                yield Decide(titre, f"{_('Déjà en route')}, {when}", f"{suite.texte}{fiche}")
            case NatureSuite.REPONSE_DONNEE:
                yield Decide(titre, f"{_('La réponse')}, {when}", suite.texte)
            case NatureSuite.TRANSMISE:
                label = _("Transmise à %(qui)s", qui=suite.organisme or "")
                heard = suite.retour or _("Pas encore reçue.")
                yield Decide(titre, f"{label}, {when}", f"{_('La réponse')} : {heard}")
            case _:
                continue


def _signed(suite: SuiteDonnee) -> str:
    return ", ".join(part for part in (suite.repondant, jour(suite.jour)) if part)
