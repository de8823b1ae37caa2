"""The logo of a structure: set, replaced, taken away, by the lead alone."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from cafe.actions.logos import remove_logo, set_logo
from cafe.extensions import db
from cafe.formats.logo import ImageLogo
from cafe.models import Logo
from tests import reunions
from tests.conftest import Monde
from tests.reunions import last_event, last_numero, refused


def image(largeur: int = 60, hauteur: int = 30) -> ImageLogo:
    out = io.BytesIO()
    Image.new("RGB", (largeur, hauteur), "green").save(out, "PNG")
    return ImageLogo(out.getvalue(), largeur, hauteur)


@pytest.fixture
def ville(monde: Monde) -> str:
    return reunions.make_organisme(monde.demarche, "La Ville")


def kept(organisme_id: str) -> Logo | None:
    db.session.rollback()
    return db.session.get(Logo, organisme_id)


def test_a_logo_is_set_replaced_and_taken_away(monde: Monde, ville: str) -> None:
    set_logo(par=monde.chloe, organisme_id=ville, image=image())
    assert last_event("LogoSet") == ({("organisme", ville)}, {})
    set_logo(par=monde.chloe, organisme_id=ville, image=image(80, 40))
    row = kept(ville)
    assert row is not None
    assert (row.largeur, row.hauteur) == (80, 40)
    remove_logo(par=monde.chloe, organisme_id=ville)
    assert kept(ville) is None
    before = last_numero()
    remove_logo(par=monde.chloe, organisme_id=ville)
    assert last_numero() == before


@pytest.mark.parametrize("bad", [ImageLogo(b"GIF89a", 60, 30), image(700, 30), image(60, 301)])
def test_what_was_not_made_small_is_never_kept(monde: Monde, ville: str, bad: ImageLogo) -> None:
    refused("logo_illisible", set_logo, par=monde.chloe, organisme_id=ville, image=bad)
    assert kept(ville) is None


def test_only_the_lead_gives_a_logo(monde: Monde, ville: str) -> None:
    for other in (monde.bruno, monde.ana, monde.dan):
        refused("interdit", set_logo, par=other, organisme_id=ville, image=image())
        refused("interdit", remove_logo, par=other, organisme_id=ville)
    assert kept(ville) is None
