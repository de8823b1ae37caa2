"""What each gesture of a board is called, in French: « « Bus » renommé « Tram » »."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, ngettext

from cafe.models import Evenement, NatureSuite


def _(phrase: str, /, **details: str) -> str:
    return str(gettext(phrase, **details))


@dataclass(frozen=True)
class Mots:
    """What sentences need, by id."""

    textes: dict[str, str]
    titres: dict[str, str]
    questions: dict[str, str]
    # Where each card is filed today.
    places: dict[str, str]
    noms: dict[str, tuple[str, str]]  # an « ancien » of a group: the name before, and after
    structures: dict[str, str]

    def carte(self, event: Evenement) -> str:
        """The words of the one card of a gesture."""
        return self.textes.get(card_of(event) or "", _("« propos retiré »"))

    def groupe(self, id_: object) -> str:
        """« Bus »."""
        return _("« %(titre)s »", titre=self.titres.get(str(id_), ""))


def card_of(event: Evenement) -> str | None:
    """The one card that a gesture is about: the whole of a split, the one that others follow."""
    for key in ("entiere", "carte"):
        if key in event.details:
            return str(event.details[key])
    cards = event.ids("contribution")
    return cards[0] if len(cards) == 1 else None


def said(mots: Mots, event: Evenement) -> str:
    """One gesture, without who nor when."""
    telling = PHRASES.get(event.nature)
    return telling(mots, event, event.details) if telling else _("tableau modifié")


def _moved(mots: Mots, event: Evenement, d: dict[str, Any]) -> str:
    texte = mots.carte(event)
    if d["vers"] is None:
        return _("%(texte)s sortie de %(groupe)s", texte=texte, groupe=mots.groupe(d["de"]))
    groupe = mots.groupe(d["vers"])
    if d["vers"] == d["de"]:
        return _("%(texte)s changée de place dans %(groupe)s", texte=texte, groupe=groupe)
    return _("%(texte)s déplacée dans %(groupe)s", texte=texte, groupe=groupe)


def _refiled(mots: Mots, event: Evenement, d: dict[str, Any]) -> str:
    question = mots.questions.get(str(d["vers"]), "")
    return _("%(texte)s rangée sous « %(question)s »", texte=mots.carte(event), question=question)


def _published(mots: Mots, event: Evenement, d: dict[str, Any]) -> str:
    if d.get("de") == "en_attente":
        return _("%(texte)s publiée", texte=mots.carte(event))
    return _("%(texte)s remise sur le tableau", texte=mots.carte(event))


def _several_moved(mots: Mots, event: Evenement, d: dict[str, Any]) -> str:
    nombre = len(d["provenance"])
    if d.get("vers") is None:
        return str(
            ngettext("%(num)s parole sortie de son groupe", "%(num)s paroles dégroupées", nombre)
        )
    groupe = mots.groupe(d["vers"])
    return str(
        ngettext(
            "%(num)s parole déplacée dans %(groupe)s",
            "%(num)s paroles déplacées dans %(groupe)s",
            nombre,
            groupe=groupe,
        )
    )


def _created(mots: Mots, event: Evenement, d: dict[str, Any]) -> str:
    nombre = len(d["provenance"])
    groupe = mots.groupe(d["regroupement"])
    if not nombre:
        return _("groupe %(groupe)s créé", groupe=groupe)
    return str(
        ngettext(
            "groupe %(groupe)s créé avec %(num)s parole",
            "groupe %(groupe)s créé avec %(num)s paroles",
            nombre,
            groupe=groupe,
        )
    )


def _renamed(mots: Mots, event: Evenement, d: dict[str, Any]) -> str:
    before, after = mots.noms.get(str(d.get("ancien")), ("", ""))
    if before == after:
        return _("résumé de « %(titre)s » changé", titre=after)
    return _("« %(avant)s » renommé « %(apres)s »", avant=before, apres=after)


def _closed(mots: Mots, event: Evenement, d: dict[str, Any]) -> str:
    return _("groupe %(groupe)s défait", groupe=mots.groupe(d["regroupement"]))


def _reopened(mots: Mots, event: Evenement, d: dict[str, Any]) -> str:
    return _("groupe %(groupe)s rouvert", groupe=mots.groupe(d["regroupement"]))


def _merged(mots: Mots, event: Evenement, d: dict[str, Any]) -> str:
    groupe, dans = mots.groupe(d["regroupement"]), mots.groupe(d["dans"])
    return _("%(groupe)s réuni avec %(dans)s", groupe=groupe, dans=dans)


def _chilled(mots: Mots, event: Evenement, d: dict[str, Any]) -> str:
    nombre = len(d["provenance"])
    return str(ngettext("%(num)s parole mise au frigo", "%(num)s paroles mises au frigo", nombre))


def _released(mots: Mots, event: Evenement, d: dict[str, Any]) -> str:
    nombre = len(d["provenance"])
    return str(
        ngettext("%(num)s parole sortie du frigo", "%(num)s paroles sorties du frigo", nombre)
    )


def _split(mots: Mots, event: Evenement, d: dict[str, Any]) -> str:
    nombre = str(len(d["parties"]))
    return _("%(texte)s partagée en %(nombre)s", texte=mots.carte(event), nombre=nombre)


def _accepted(mots: Mots, event: Evenement, d: dict[str, Any]) -> str:
    if len(d["crees"]) == 1:
        return _created(mots, event, d | {"regroupement": d["crees"][0]})
    if nombre := len(d["crees"]):
        return str(
            ngettext("%(num)s groupe proposé créé", "%(num)s groupes proposés créés", nombre)
        )
    return _several_moved(mots, event, d | {"vers": next(iter(d["vers"].values()))})


def _suite_given(mots: Mots, event: Evenement, d: dict[str, Any]) -> str:
    cards, groups = event.ids("contribution"), event.ids("regroupement")
    what = ngettext("%(num)s parole", "%(num)s paroles", len(cards))
    if len(cards) == 1 and not groups:
        what = mots.carte(event)
    elif groups:
        what = ", ".join(mots.groupe(id_) for id_ in groups)
    if d.get("nature") != NatureSuite.TRANSMISE.value:
        return _("suite donnée : %(quoi)s", quoi=what)
    to = next((mots.structures.get(id_, "") for id_ in event.ids("organisme")), "")
    return _("transmise à %(structure)s : %(quoi)s", structure=to, quoi=what)


Phrase = Callable[[Mots, Evenement, dict[str, Any]], str]
# What each gesture of models/journal_tableau is called; a test holds the two together.
PHRASES: dict[str, Phrase] = {
    "ContributionMoved": _moved,
    "ContributionRefiled": _refiled,
    "ContributionPublished": _published,
    "ContributionRefused": lambda m, e, d: _("%(texte)s non publiée", texte=m.carte(e)),
    "ContributionChilled": lambda m, e, d: _("%(texte)s mise au frigo", texte=m.carte(e)),
    "ContributionHeld": lambda m, e, d: _("%(texte)s remise à relire", texte=m.carte(e)),
    "ContributionSplit": _split,
    "ContributionPartsJoined": lambda m, e, d: _("%(texte)s de nouveau entière", texte=m.carte(e)),
    "ContributionsBroughtTogether": lambda m, e, d: _(
        "%(texte)s rapprochée d’une autre parole", texte=m.carte(e)
    ),
    "ContributionsSeparated": lambda m, e, d: _(
        "%(texte)s séparée d’une autre parole", texte=m.carte(e)
    ),
    "LoneVoiceMarked": lambda m, e, d: _("%(texte)s notée voix isolée", texte=m.carte(e)),
    "LoneVoiceUnmarked": lambda m, e, d: _("%(texte)s plus notée voix isolée", texte=m.carte(e)),
    "FlagCleared": lambda m, e, d: _("%(texte)s relue et laissée", texte=m.carte(e)),
    "FlagRestored": lambda m, e, d: _("%(texte)s de nouveau à relire", texte=m.carte(e)),
    # Never whose: nobody knows who it is.
    "ParticipantSlowedDown": lambda m, e, d: _("une personne ralentie"),
    "SlowDownLifted": lambda m, e, d: _("une personne remise à son rythme"),
    "SuiteGiven": _suite_given,
    "SuiteTakenBack": lambda m, e, d: _("suite reprise"),
    "RetourRecorded": lambda m, e, d: _("réponse de la structure notée"),
    "ContributionCorrected": lambda m, e, d: _("%(texte)s corrigée", texte=m.carte(e)),
    "ContributionReadBack": lambda m, e, d: _("%(texte)s relue à voix haute", texte=m.carte(e)),
    "ContributionTranscribed": lambda m, e, d: _("%(texte)s écrite", texte=m.carte(e)),
    "ContributionWithdrawn": lambda m, e, d: _("parole retirée"),
    "ImportWithdrawn": lambda m, e, d: _("liste de paroles retirée"),
    "ContributionErased": lambda m, e, d: _("parole effacée pour de bon"),
    "ContributionsMoved": _several_moved,
    "ContributionsChilled": _chilled,
    "ContributionsReleased": _released,
    "RegroupementCreated": _created,
    "RegroupementRenamed": _renamed,
    "RegroupementClosed": _closed,
    "RegroupementReopened": _reopened,
    "RegroupementsMerged": _merged,
    "PropositionsAccepted": _accepted,
    "PropositionsReversed": lambda m, e, d: _("propositions acceptées, défaites"),
}
