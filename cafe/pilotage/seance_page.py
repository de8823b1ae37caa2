"""The page of a séance for its lead: where it stands, its code, what to print, where to go."""

from __future__ import annotations

from dataclasses import dataclass

from flask_wtf import FlaskForm
from markupsafe import Markup
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from cafe.addresses import base_url, join_url
from cafe.documents.qr import qr_svg
from cafe.extensions import db
from cafe.models import CompteRendu, Contribution, Droit, Effectif, Groupe, Point, Question, Seance
from cafe.models.compte_rendu import still_written, versions_of
from cafe.models.note import points_of
from cafe.models.question import questions_of, tablees_of
from cafe.models.scrutin_lecture import scrutins_of
from cafe.models.seance import rehearsals_of
from cafe.pilotage.formulaires import answer
from cafe.pilotage.reseau import DOCUMENTS, stale_papers
from cafe.pilotage.reunions.appel import roll_of, summary
from cafe.pilotage.salle import pilotage, seance_at
from cafe.pilotage.seance_modeles_gardes import PliModeles, fold_of
from cafe.reseau.carnet import Imprime


@dataclass(frozen=True)
class PageSeance:
    """What the page shows."""

    seance: Seance
    code: str | None
    adresse: str
    qr: Markup | None
    questions: list[Question]
    tables: int
    presents: int
    paroles: int
    votes: bool
    compte_rendu: CompteRendu | None
    groupe: Groupe | None
    points: list[Point]
    bilan: str
    ecrit: bool
    perimes: list[Imprime]
    repetitions: list[Seance]

    @property
    def muette(self) -> bool:
        """Whether its script never lets a phone write."""
        etapes = self.seance.etapes
        return bool(etapes) and not any(Droit.CONTRIBUER in e.droits for e in etapes)


@pilotage.get("/seances/<seance_id>")
def seance(seance_id: str) -> Response:
    """State, code, addresses, documents."""
    row = seance_at(seance_id)
    return show(row, fold_of(row))


def show(row: Seance, pli: PliModeles, refused: FlaskForm | None = None) -> Response:
    """The page; ``refused``: the form of its fold, or a gesture, that was not accepted."""
    return answer(
        "pilotage/seance/page.html",
        form=refused,
        page=_page(row),
        pli=pli,
        documents=DOCUMENTS,
    )


def _page(row: Seance) -> PageSeance:
    session = db.session()
    code = row.code
    groupe = session.get(Groupe, row.groupe_id) if row.groupe_id else None
    return PageSeance(
        seance=row,
        code=code,
        adresse=typed_address(),
        qr=Markup(qr_svg(join_url(code))) if code else None,  # noqa: S704 - drawn by us
        questions=questions_of(session, row.id),
        tables=len(tablees_of(session, row.id)),
        presents=session.scalar(
            select(func.sum(Effectif.nombre)).where(Effectif.seance_id == row.id)
        )
        or 0,
        paroles=session.scalar(select(func.count()).where(Contribution.seance_id == row.id)) or 0,
        votes=bool(scrutins_of(session, row.id)),
        compte_rendu=next(iter(versions_of(session, row.id)), None),
        groupe=groupe,
        points=points_of(session, row.id),
        bilan=summary(roll_of(session, row)),
        ecrit=still_written(db.session(), row),
        perimes=stale_papers(row.id) if code else [],
        repetitions=rehearsals_of(session, row.id),
    )


def typed_address() -> str:
    """The address as a person types it, without ``http://``."""
    return base_url().partition("://")[2]
