"""What a phone sends, read and checked for shape only: the rules are the action's."""

from __future__ import annotations

from datetime import datetime

from werkzeug.datastructures import MultiDict

from cafe.actions.core import RuleBroken
from cafe.actions.depot import Envoi
from cafe.langues_parlees import FRANCAIS, is_code
from cafe.models import Origine

# Longer than any text the action keeps: refused there with its length, not cut here.
MAX_TEXTE = 100_000


def read_envoi(form: MultiDict[str, str]) -> Envoi:
    """The fields of the contract. Raises ``RuleBroken`` naming the field that is missing."""
    texte = form.get("texte", "")
    if len(texte) > MAX_TEXTE:
        raise RuleBroken("texte_long", champ="texte", longueur=len(texte), maximum=2000)
    if not form.get("question"):
        raise RuleBroken("question_inconnue", champ="question")
    if not form.get("categorie"):
        raise RuleBroken("categorie_absente", champ="categorie")
    tablee = _integer(form.get("tablee"))
    return Envoi(
        client_id=form.get("client_id", ""),
        question_id=form["question"][:36],
        categorie=form["categorie"][:40],
        texte=texte,
        langue=_langue(form.get("langue")),
        tour=_integer(form.get("tour")),
        tablee=tablee,
        saisi_le=_instant(form.get("saisi_le")),
        source=Origine.TELEPHONE,
    )


def _integer(raw: str | None) -> int | None:
    return int(raw) if raw and raw.isdecimal() and len(raw) < 6 else None


def _langue(raw: str | None) -> str:
    return raw if raw and is_code(raw) else FRANCAIS


def _instant(raw: str | None) -> datetime | None:
    """The phone's own clock, kept as a hint only; without a time zone it says nothing."""
    try:
        value = datetime.fromisoformat(raw) if raw else None
    except ValueError:
        return None
    return value if value is not None and value.tzinfo is not None else None
