"""The French of words said in another language, as the pieces of a compte rendu take it."""

from __future__ import annotations

from typing import TypedDict

from cafe.models import Traduction


class Traduite(TypedDict, total=False):
    """The three fields of a piece that prints somebody's words."""

    langue: str
    traduction: str | None
    traduction_version: str


def translated(traduction: Traduction | None) -> Traduite:
    """Those fields; none where nobody translated."""
    if traduction is None:
        return {}
    return {
        "langue": traduction.langue,
        "traduction": traduction.texte,
        "traduction_version": traduction.id,
    }
