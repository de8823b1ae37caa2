"""The way of one word in a resident's words: stations of a line, done, current, to come.

Plain sentences only; which steps exist is ``cafe.models.chaine``'s business. What the team
wrote stands in them as French, whatever the page speaks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup, escape

from cafe.libelles import libelle
from cafe.models import EtatEngagement, NatureSuite, Statut
from cafe.models.chaine import Devenir
from cafe.models.chaine_preconisations import EngagementPris, PreconisationSuivie
from cafe.models.chaine_suites import Regroupee, SuiteDonnee
from cafe.presentation import equipe, instant, jour


@dataclass(frozen=True)
class Station:
    """One step: ``etat`` is ``fait``, ``en_cours`` or ``a_venir`` (macro ``chemin``)."""

    titre: str
    etat: str
    texte: str = ""
    date: str = ""


def stations(
    devenir: Devenir,
    *,
    prochaine_etape: str = "",
    prochaine_date: date | None = None,
    parties: int = 0,
    rapprochee: bool = False,
) -> list[Station]:
    """The line of one word. While nothing is decided it ends with the next step and date.

    ``parties``: in how many it was split; it then ends there, and each part has its own line;
    ``rapprochee``: it is kept with another that says nearly the same.
    """
    way = [Station(_("Vous l’avez écrit"), "fait", date=_day(devenir.recue_le))]
    if devenir.statut is Statut.REMPLACEE:
        return [*way, _split(parties)]
    if stop := _stopped(devenir):
        return [*way, stop]
    if rapprochee:
        title = _("Rapprochée d’une parole qui dit presque la même chose")
        way.append(Station(title, "fait", _("Les deux sont gardées, chacune avec ses mots.")))
    if devenir.regroupement is not None:
        way.append(_grouped(devenir.regroupement))
    if devenir.suite is not None:
        way.extend(_suite(devenir.suite))
    for reprise in devenir.reprises:
        way.extend(_preconisation(reprise.preconisation))
    if not _is_answered(devenir):
        way.append(_next(prochaine_etape, prochaine_date))
    return way


def _fill(sentence: str, **values: object) -> Markup:
    """A sentence of the page around what the team wrote."""
    around = Markup(escape(sentence))  # noqa: S704 - escaped
    filled = {k: v if isinstance(v, Markup) else equipe(str(v)) for k, v in values.items()}
    return around % filled


def _join(between: str, parts: Iterable[str]) -> Markup:
    return Markup(escape(between)).join(part for part in parts if part)  # noqa: S704 - escaped


def _day(value: datetime | date | None) -> str:
    return instant(value) if isinstance(value, datetime) else jour(value)


def _stopped(devenir: Devenir) -> Station | None:
    """Where the way ends early, and why."""
    match devenir.statut:
        case Statut.RETIREE:
            return Station(_("Propos retiré"), "fait", _("Le texte a été effacé."))
        case Statut.NON_PUBLIEE:
            why = libelle(devenir.motif) if devenir.motif else _("non précisée")
            said = _("Raison : %(motif)s.", motif=why)
            advice = _("Vous pouvez la corriger, ou en parler à une personne de l’équipe.")
            parts = (said, equipe(devenir.precision), advice)
            return Station(_("Pas affichée"), "en_cours", _join(" ", parts))
        case Statut.FRIGO if devenir.suite is None and not devenir.reprises:
            return Station(
                _("Mise de côté, gardée"),
                "en_cours",
                equipe(devenir.precision)
                or _("Elle ne parle pas du sujet du jour. Elle n’est pas perdue."),
            )
        case _:
            return None


def _split(parties: int) -> Station:
    return Station(
        ngettext(
            "Votre idée en contenait %(num)d", "Votre idée en contenait %(num)d", max(parties, 2)
        ),
        "fait",
        _("Elles sont juste en dessous, avec vos mots. Chacune suit son chemin."),
    )


def _grouped(group: Regroupee) -> Station:
    others = group.paroles - 1
    if others <= 0:
        title = _("Mise en avant au tableau")
    else:
        title = ngettext(
            "Rapprochée d’une autre parole", "Rapprochée de %(num)d autres paroles", others
        )
    return Station(title, "fait", equipe(f"« {group.titre} »"), _day(group.le))


def _suite(suite: SuiteDonnee) -> list[Station]:
    titles = {
        NatureSuite.REPONSE_DONNEE: _("Une réponse vous est donnée"),
        NatureSuite.TRANSMISE: _fill(_("Transmise à %(qui)s"), qui=suite.organisme or ""),
        NatureSuite.DEJA_EN_OEUVRE: _("Déjà en route"),
        NatureSuite.SANS_SUITE: _("Sans suite, et voici pourquoi"),
    }
    text = suite.texte
    if suite.fiche:
        text = f"{text} ({suite.fiche})"
    signed = _join(", ", (equipe(suite.repondant), _day(suite.jour)))
    way = [Station(titles[suite.nature], "fait", equipe(text), signed)]
    if suite.nature is NatureSuite.TRANSMISE:
        if suite.retour:
            way.append(
                Station(_("La réponse"), "fait", equipe(suite.retour), _day(suite.retour_jour))
            )
        else:
            way.append(Station(_("La réponse"), "a_venir", _("Pas encore reçue.")))
    return way


def _preconisation(p: PreconisationSuivie) -> list[Station]:
    way = [
        Station(
            _("Devenue une préconisation"),
            "fait",
            _fill(_("n° %(n)s : %(intitule)s"), n=p.numero, intitule=p.intitule),
            _day(p.cree_le),
        )
    ]
    for decision in p.decisions:
        text = equipe(decision.motif)
        if decision.organisme:
            text = _fill(_("Transmise à %(qui)s. %(motif)s"), qui=decision.organisme, motif=text)
        if decision.jusqu_au:
            said = _("%(motif)s Réponse attendue le %(jour)s.")
            text = _fill(said, motif=text, jour=Markup(escape(jour(decision.jusqu_au))))  # noqa: S704
        label = libelle(decision.etat)
        way.append(
            Station(
                label[:1].upper() + label[1:],
                "fait",
                text,
                _join(", ", (equipe(decision.instance), jour(decision.jour))),
            )
        )
    way.extend(
        Station(
            _("Entrée dans le plan"),
            "fait",
            _fill(
                _("Fiche %(n)s : %(intitule)s. %(motif)s"),
                n=f.numero,
                intitule=f.intitule,
                motif=f.motif,
            ),
            _day(f.le),
        )
        for f in p.fiches
    )
    way.extend(_promise(engagement) for engagement in p.engagements)
    return way


def _promise(promise: EngagementPris) -> Station:
    kept = promise.etat in (EtatEngagement.TENU, EtatEngagement.TENU_EN_PARTIE)
    when = jour(promise.echeance) or equipe(promise.echeance_texte)
    return Station(
        _fill(_("Promis par %(qui)s"), qui=promise.organisme),
        "fait" if kept else "en_cours",
        equipe(promise.texte),
        _join(", ", (libelle(promise.etat), when)),
    )


def _is_answered(devenir: Devenir) -> bool:
    """Whether something definite was said: a suite, or a decision."""
    return devenir.suite is not None or any(
        reprise.preconisation.est_decidee for reprise in devenir.reprises
    )


def _next(step: str, when: date | None) -> Station:
    return Station(
        _("Et maintenant ?"),
        "a_venir",
        equipe(step) or _("L’équipe relit et regroupe les paroles, puis vous répond ici."),
        jour(when),
    )
