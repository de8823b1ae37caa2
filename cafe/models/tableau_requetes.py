"""The statement behind every card of a board, in the order of the fields of ``tableau.Carte``."""

from __future__ import annotations

from sqlalchemy import Float, and_, case, cast, func, select
from sqlalchemy.orm import aliased

from cafe.models.contribution import Contribution, ContributionVersion
from cafe.models.demarche import Organisme
from cafe.models.media import GenreMedia, Media
from cafe.models.question import Tablee
from cafe.models.rapprochement import Rapprochement
from cafe.models.regroupement import Appartenance
from cafe.models.suite import NatureSuite, Suite
from cafe.models.traduction import Traduction

# The statements are built once: under a full hall the announcer runs them for every word,
# and putting a query together costs more than running it.
RANG = func.coalesce(Appartenance.rang, cast(Contribution.ordre, Float) + Contribution.partie)
_photo, _voix_media = aliased(Media), aliased(Media)
_traduction = (
    select(Traduction.texte)
    .where(Traduction.version_id == Contribution.version_id)
    .order_by(Traduction.rang.desc())
    .limit(1)
    .scalar_subquery()
)
_transmise = (
    select(func.coalesce(func.nullif(Organisme.sigle, ""), Organisme.nom))
    .join(Suite, Suite.organisme_id == Organisme.id)
    .where(
        Suite.contribution_id == Contribution.id,
        Suite.fin_le.is_(None),
        Suite.nature == NatureSuite.TRANSMISE,
    )
    .limit(1)
    .scalar_subquery()
)
_principale = (
    select(Rapprochement.principale_id)
    .where(Rapprochement.contribution_id == Contribution.id, Rapprochement.fin_le.is_(None))
    .scalar_subquery()
)
CARTES = (
    select(
        Contribution.id,
        Contribution.seance_id,
        Contribution.question_id,
        Contribution.categorie,
        Contribution.statut,
        Contribution.motif,
        Contribution.precision,
        Contribution.source,
        Contribution.tardive,
        Contribution.ordre,
        Contribution.version,
        Contribution.cree_le,
        ContributionVersion.texte,
        Tablee.numero.label("tablee"),
        Appartenance.regroupement_id,
        RANG.label("rang"),
        Contribution.langue,
        and_(
            ContributionVersion.notee_par.is_not(None), ContributionVersion.approuvee_le.is_(None)
        ).label("a_confirmer"),
        _photo.id.label("photo"),
        _voix_media.id.label("voix"),
        Contribution.mains,
        _traduction.label("traduction"),
        Contribution.etoile_le.is_not(None).label("etoile"),
        case((Contribution.signalement_vu_le.is_(None), Contribution.signalement)).label(
            "signalement"
        ),
        Contribution.isolee_le.is_not(None).label("isolee"),
        _transmise.label("transmise"),
        _principale.label("sous"),
        Contribution.tour_id,
    )
    .join(ContributionVersion, ContributionVersion.id == Contribution.version_id)
    .outerjoin(Tablee, Tablee.id == Contribution.tablee_id)
    .outerjoin(
        Appartenance,
        and_(Appartenance.contribution_id == Contribution.id, Appartenance.fin_le.is_(None)),
    )
    .outerjoin(
        _photo,
        and_(_photo.contribution_id == Contribution.id, _photo.genre == GenreMedia.PHOTO),
    )
    .outerjoin(
        _voix_media,
        and_(_voix_media.contribution_id == Contribution.id, _voix_media.genre == GenreMedia.VOIX),
    )
)
