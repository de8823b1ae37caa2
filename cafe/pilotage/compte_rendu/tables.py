"""What the tables of a world café said of a question and approved, as it is printed."""

from __future__ import annotations

from collections.abc import Iterable

from cafe.documents.compte_rendu.contenu import SyntheseDeTable
from cafe.models.synthese import SyntheseLue


def approved_on(question_id: str, syntheses: Iterable[SyntheseLue]) -> tuple[SyntheseDeTable, ...]:
    """Those whose very text hands were raised for, in order."""
    return tuple(
        SyntheseDeTable(
            table=said.tablee,
            tour=said.tour,
            texte=said.texte,
            version_synthese=said.version_id,
            pour=said.pour,
            presents=said.presents,
        )
        for said in syntheses
        if said.approuvee and said.question_id == question_id
    )
