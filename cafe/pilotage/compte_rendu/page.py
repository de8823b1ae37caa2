"""The page of a compte rendu: the document as it will be printed, its state, its versions."""

from __future__ import annotations

from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from flask import request
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from cafe.access.permits import Pouvoir
from cafe.documents.gel import Contenu
from cafe.documents.reunion.contenu import Logo
from cafe.documents.trame.blocs import Bloc, Paragraphe, Tableau, Titre, Trame
from cafe.extensions import db
from cafe.models import CompteRendu, EtatCompteRendu, Relecture, Seance
from cafe.models.compte_rendu import comments_of, usual_modele, versions_of
from cafe.models.evenement import last_numero
from cafe.pilotage.compte_rendu.contenu import approved, content_of
from cafe.pilotage.compte_rendu.formats import outline_of
from cafe.pilotage.compte_rendu.formes import ModeleForm, RemarqueForm
from cafe.pilotage.compte_rendu.lecture import version_at
from cafe.pilotage.formulaires import Geste, answer
from cafe.pilotage.salle import may, pilotage, seance_at


@dataclass(frozen=True)
class PageCompteRendu:
    """What the page shows. ``lu``: the last event that the document was composed with.

    ``blocs`` are the pieces of the outline with the name of their kind, and ``commentaire`` the
    anchor of the paragraph whose form is open.
    """

    seance: Seance
    version: CompteRendu | None
    lu: int
    blocs: tuple[tuple[str, Bloc], ...]
    versions: list[CompteRendu]
    remarques: dict[str, list[Relecture]]
    orphelines: list[Relecture]
    commentaire: str

    @property
    def ouvertes(self) -> int:
        """Comments that are not settled yet."""
        every = [r for found in self.remarques.values() for r in found] + self.orphelines
        return sum(r.reglee_le is None for r in every)

    @property
    def a_relire(self) -> bool:
        """Whether paragraphs take comments now."""
        version = self.version
        reviewing = version is not None and version.etat is EtatCompteRendu.RELECTURE
        return reviewing and may(Pouvoir.RELIRE)

    @property
    def derniere(self) -> CompteRendu | None:
        """The latest validated version: the only one that may be approved or corrected."""
        return next((v for v in self.versions if v.valide_le is not None), None)

    @property
    def brouillon(self) -> bool:
        """Whether it may still change."""
        return self.version is None or self.version.valide_le is None

    def logo(self, logo: Logo) -> str:
        """The picture itself, as an address."""
        return f"data:image/png;base64,{b64encode(logo.png).decode('ascii')}"


@pilotage.get("/seances/<seance_id>/compte-rendu")
def compte_rendu(seance_id: str) -> Response:
    """The document; ``version`` asks for one, ``commenter`` opens the form of a paragraph."""
    return show(seance_id)


def show(seance_id: str, **refusees: FlaskForm) -> Response:
    """The page, maybe with a form that was refused."""
    seance = seance_at(seance_id, Pouvoir.RELIRE)
    session = db.session()
    # Read before composing: what comes in between is then known as new.
    numero = last_numero(session)
    version = version_at(seance, request.args.get("version", type=int))
    content = content_of(session, seance, version)
    if version is not None:
        content = approved(content, version)
    page = _page(seance, version, numero, content)
    modele = version.modele if version else usual_modele(seance.format, seance.groupe_id)
    formes: dict[str, FlaskForm] = {
        "modele": ModeleForm(modele, formdata=None),
        "geste": Geste(formdata=None),
        "remarque": RemarqueForm(formdata=None),
    } | refusees
    if version is not None:
        for name in ("modele", "geste"):
            formes[name].version.data = str(version.version)
    refused = next(iter(refusees.values()), None)
    return answer(
        "pilotage/compte_rendu/page.html",
        form=refused,
        formes=formes,
        page=page,
        seance=seance,
        version=version,
    )


def _page(
    seance: Seance, version: CompteRendu | None, numero: int, content: Contenu
) -> PageCompteRendu:
    session = db.session()
    trame = outline_of(content)
    known = set(anchors_of(trame))
    comments: dict[str, list[Relecture]] = defaultdict(list)
    orphans = []
    for comment in comments_of(session, version.id) if version else ():
        if comment.ancre in known:
            comments[comment.ancre].append(comment)
        else:
            orphans.append(comment)
    return PageCompteRendu(
        seance=seance,
        version=version,
        lu=numero,
        blocs=tuple((type(bloc).__name__.lower(), bloc) for bloc in trame.blocs),
        versions=versions_of(session, seance.id),
        remarques=comments,
        orphelines=orphans,
        commentaire=request.form.get("ancre") or request.args.get("commenter", ""),
    )


def anchors_of(trame: Trame) -> Iterator[str]:
    """The paragraphs that may be commented on."""
    for bloc in trame.blocs:
        match bloc:
            case Titre() | Paragraphe() if bloc.ancre:
                yield bloc.ancre
            case Tableau():
                for rang in bloc.rangs:
                    for cellule in rang:
                        yield from (p.ancre for p in cellule if p.ancre)
