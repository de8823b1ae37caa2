"""Texts for simulated phones, made of the demo's own sentences."""

from __future__ import annotations

import json
import random
import re

from cafe.demo.lecture import CONTENU
from cafe.models import Statut
from cafe.models.contribution import LONGUEUR_MAX

_FIN_DE_PHRASE = re.compile(r"(?<=[.!?…])\s+")
# Most people write one sentence, a few write three.
_NOMBRE = (1, 1, 1, 1, 2, 2, 3)


class Phrases:
    """Draws texts that look like those of a hall, in French."""

    def __init__(self, hasard: random.Random) -> None:
        self._hasard = hasard
        words = json.loads((CONTENU / "contributions.json").read_text(encoding="utf-8"))
        self._phrases = [
            phrase
            for word in words["contributions"]
            if word["langue"] == "fr" and word["statut"] == Statut.PUBLIEE
            for phrase in _FIN_DE_PHRASE.split(word["texte"])
        ]

    def draw(self) -> str:
        """One to three sentences, none twice."""
        chosen = self._hasard.sample(self._phrases, self._hasard.choice(_NOMBRE))
        return " ".join(chosen)[:LONGUEUR_MAX]
