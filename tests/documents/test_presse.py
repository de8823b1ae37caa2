"""A drawing in a process of its own: the same bytes, and errors that come back."""

import pytest

from cafe.documents.compte_rendu.pdf import render_pdf
from cafe.documents.presse import print_apart
from cafe.documents.qr import qr_svg
from tests.documents.exemples import COMPTE_RENDU


def test_a_document_drawn_apart_is_the_same_to_the_byte() -> None:
    assert print_apart(render_pdf, COMPTE_RENDU) == render_pdf(COMPTE_RENDU)


def test_a_drawing_that_fails_says_so_without_its_words() -> None:
    adresse = "secret" * 1000
    with pytest.raises(RuntimeError, match="adresse trop longue") as echec:
        print_apart(qr_svg, adresse)  # type: ignore[arg-type]
    assert "secret" not in str(echec.value)
