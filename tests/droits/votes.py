"""A vote that was held, with the photo of its paper dots on the disk."""

from __future__ import annotations

from flask import current_app

from cafe.access.identity import Identite
from cafe.actions.depot import PieceJointe
from cafe.actions.papier_scrutin import add_photo_scrutin
from cafe.actions.scrutins import Bulletin, close_scrutin, create_scrutin, open_scrutin
from cafe.medias import media_folder, store
from cafe.models import GenreMedia, VisibiliteScrutin
from cafe.models.base import new_id


def make_vote(chef: Identite, seance_id: str, regroupement_id: str) -> dict[str, str]:
    """What the addresses of the votes ask for. It is closed: an open one would hold its group."""
    bulletin = Bulletin("Oui ?", 1, 1, VisibiliteScrutin.CACHE, [f"r:{regroupement_id}"])
    scrutin_id = create_scrutin(par=chef, seance_id=seance_id, bulletin=bulletin)
    open_scrutin(par=chef, scrutin_id=scrutin_id, version=1)
    piece = PieceJointe(new_id(), GenreMedia.PHOTO, "image/jpeg", 1, "", 1, 1)
    photo_id = add_photo_scrutin(par=chef, scrutin_id=scrutin_id, photo=piece)
    store(media_folder(current_app.config["REGLAGES"].instance), photo_id, b"x")
    close_scrutin(par=chef, scrutin_id=scrutin_id, version=2)
    return {"scrutin_id": scrutin_id, "photo_id": photo_id}
