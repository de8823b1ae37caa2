"""What is promised before one writes: who asks, what is settled, who decides, what is kept.

Three short sentences in the démarche's own words; the whole rule of the game is one tap further.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from cafe.models import Demarche

_PHRASE_MAX = 150


@dataclass(frozen=True)
class Promis:
    """A part of a sentence: what it answers, in the language of the page, and the answer."""

    titre: str
    texte: str


def promises(demarche: Demarche) -> tuple[tuple[Promis, ...], ...]:
    """At most three sentences; none when the charter is empty, which promises nothing."""
    said = (
        (
            Promis(_("Qui demande ?"), _first(demarche.porteur)),
            Promis(_("Ne se discute pas :"), _first(demarche.non_negociable)),
        ),
        (
            Promis(_("Qui décide ?"), _first(demarche.decideur)),
            Promis(_("Quand ?"), _first(demarche.echeances)),
        ),
        (Promis(_("Ce qui est gardé :"), _first(demarche.conservation)),),
    )
    kept = (tuple(part for part in sentence if part.texte) for sentence in said)
    return tuple(sentence for sentence in kept if sentence)


def _first(texte: str) -> str:
    """The first sentence of what the team wrote, cut at a word when it is long."""
    line = next((line.strip() for line in texte.splitlines() if line.strip()), "")
    sentence = line.partition(". ")[0]
    if len(sentence) > _PHRASE_MAX:
        return sentence[:_PHRASE_MAX].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return sentence if not sentence or sentence.endswith((".", "!", "?", "…")) else f"{sentence}."
