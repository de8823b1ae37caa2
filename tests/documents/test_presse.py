"""A drawing in a process of its own: the same bytes, and errors that come back."""

import pytest

from cafe.documents.compte_rendu.pdf import render_pdf
from cafe.documents.presse import print_apart
from tests.documents.exemples import COMPTE_RENDU


def test_a_document_drawn_apart_is_the_same_to_the_byte() -> None:
    assert print_apart(render_pdf, COMPTE_RENDU) == render_pdf(COMPTE_RENDU)


def fail_aloud(contenu: str) -> bytes:
    """As a library does that quotes what it could not draw."""
    raise ValueError(f"too large on the page: {contenu}")


def test_a_drawing_that_fails_says_where_without_its_words() -> None:
    with pytest.raises(RuntimeError, match=r"fail_aloud[\s\S]*ValueError") as echec:
        print_apart(fail_aloud, "secret")
    assert "secret" not in str(echec.value)
