"""Importing fiches: choose a file, read the dry run, correct the columns, then confirm."""

from __future__ import annotations

from flask import flash, g, redirect, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response
from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import DataRequired, Length

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.fiches import import_fiches
from cafe.extensions import db
from cafe.formats.encodage import UTF_8, WINDOWS_1252
from cafe.formats.fiches import read_fiches
from cafe.formats.lecture import LIMITE_OCTETS, LectureFiches, in_megabytes
from cafe.models.demarche import current_plan, plans_of
from cafe.models.fiche import contents_of_plan
from cafe.models.fiche_formulaire import CHAMPS
from cafe.pilotage.depot_import import Depot, find_file, forget_file, keep_file
from cafe.pilotage.essai_import import Lecture, try_import
from cafe.pilotage.formulaires import REQUIS, Formulaire, accepted, answer, option
from cafe.pilotage.salle import demarche_at, pilotage
from cafe.threads import in_native_thread

_PLAN = [DataRequired(REQUIS), Length(max=120)]


class FichierForm(Formulaire):
    """The file and the plan it goes into."""

    fichier = FileField(
        _("Fichier"), validators=[FileRequired(_("Choisissez un fichier JSON, CSV ou XLSX."))]
    )
    plan = StringField(_("Plan"), validators=_PLAN)


class EssaiForm(Formulaire):
    """The dry run: the file that waits and how it was read. Columns come beside, by pairs."""

    jeton = HiddenField(validators=[DataRequired()])
    vu = HiddenField()
    plan = StringField(_("Plan"), validators=_PLAN)
    encodage = SelectField(
        _("Encodage du fichier"),
        choices=[
            option(UTF_8, "UTF-8"),
            option(WINDOWS_1252, _("Windows-1252 (ancien Excel)")),
        ],
        default=UTF_8,
        validators=[DataRequired(REQUIS)],
    )


@pilotage.get("/demarches/<demarche_id>/fiches/importer")
def importer_fiches(demarche_id: str) -> Response:
    """Choose a file."""
    demarche_at(demarche_id, Pouvoir.PREPARER)
    plan = current_plan(db.session(), demarche_id)
    form = FichierForm(formdata=None, plan=plan.nom if plan else gettext("Contrat initial"))
    return _choose(demarche_id, form)


@pilotage.post("/demarches/<demarche_id>/fiches/importer")
def envoyer_fiches(demarche_id: str) -> Response:
    """Receive a file and show what it would do; nothing is written."""
    demarche_at(demarche_id, Pouvoir.PREPARER)
    form = FichierForm()
    if not form.validate_on_submit() or not _is_small(form.fichier.data, form):
        return _choose(demarche_id, form)
    sent: FileStorage = form.fichier.data
    depot = keep_file(demarche_id, _compte(), (sent.filename or "")[:200], sent.stream.read())
    return _try(demarche_id, depot, Lecture(form.plan.data or "", UTF_8))


@pilotage.post("/demarches/<demarche_id>/fiches/importer/essai")
def essayer_fiches(demarche_id: str) -> Response:
    """Read the same file again, with other choices; nothing is written."""
    demarche_at(demarche_id, Pouvoir.PREPARER)
    form = EssaiForm()
    depot = find_file(demarche_id, _compte(), form.jeton.data or "")
    if depot is None:
        return _lost(demarche_id)
    if not form.validate_on_submit():
        return _try(demarche_id, depot, _wanted(form), form)
    return _try(demarche_id, depot, _wanted(form))


@pilotage.post("/demarches/<demarche_id>/fiches/importer/enregistrer")
def enregistrer_fiches(demarche_id: str) -> Response:
    """Write what the dry run announced: all the fiches of the file, or none."""
    demarche_at(demarche_id, Pouvoir.PREPARER)
    form = EssaiForm()
    depot = find_file(demarche_id, _compte(), form.jeton.data or "")
    if depot is None:
        return _lost(demarche_id)
    wanted = _wanted(form)
    lecture = _read(depot, wanted)
    if not form.validate_on_submit() or lecture.erreurs:
        return _try(demarche_id, depot, wanted, form)
    if form.vu.data != wanted.empreinte():
        flash(gettext("Vous avez changé la lecture : vérifiez ce nouvel essai."), "attention")
        return _try(demarche_id, depot, wanted)
    bilans = []
    if not accepted(
        form,
        lambda: bilans.append(
            import_fiches(
                par=current_identite(),
                demarche_id=demarche_id,
                plan_nom=wanted.plan,
                fiches=lecture.fiches,
                provenance=depot.nom,
            )
        ),
    ):
        return _try(demarche_id, depot, wanted, form)
    forget_file(depot.jeton)
    bilan = bilans[0]
    flash(
        gettext(
            "Import terminé : %(nouvelles)s nouvelles fiches, %(modifiees)s modifiées, "
            "%(inchangees)s inchangées.",
            nouvelles=bilan.nouvelles,
            modifiees=bilan.modifiees,
            inchangees=bilan.inchangees,
        ),
        "succes",
    )
    return redirect(url_for(".fiches", demarche_id=demarche_id, plan=bilan.plan_id), 303)


def _compte() -> str:
    return current_identite().id or ""


def _is_small(sent: FileStorage, form: FichierForm) -> bool:
    """Whether the file may be read at all; measured without reading it."""
    size = sent.stream.seek(0, 2)
    sent.stream.seek(0)
    if size <= LIMITE_OCTETS:
        return True
    said = gettext(
        "Ce fichier pèse %(taille)s ; la limite est de %(limite)s. Enlevez les images, ou "
        "découpez-le. Rien n’a été enregistré.",
        taille=in_megabytes(size),
        limite=in_megabytes(LIMITE_OCTETS),
    )
    form.fichier.errors = [said]
    return False


def _wanted(form: EssaiForm) -> Lecture:
    titres, cles = request.form.getlist("titre"), request.form.getlist("cle")
    choices = {titre: cle or None for titre, cle in zip(titres, cles, strict=False)}
    return Lecture(form.plan.data or "", form.encodage.data or UTF_8, choices or None)


def _read(depot: Depot, wanted: Lecture) -> LectureFiches:
    return in_native_thread(
        lambda: read_fiches(depot.data, depot.nom, wanted.correspondance, wanted.encodage)
    )


def _choose(demarche_id: str, form: FichierForm) -> Response:
    return answer(
        "pilotage/fiches_importer.html", form=form, plans=plans_of(db.session(), demarche_id)
    )


def _lost(demarche_id: str) -> Response:
    flash(gettext("Ce fichier n’est gardé qu’une heure. Choisissez-le de nouveau."), "attention")
    return redirect(url_for(".importer_fiches", demarche_id=demarche_id), 303)


def _try(
    demarche_id: str, depot: Depot, wanted: Lecture, refused: EssaiForm | None = None
) -> Response:
    """The dry run. The columns as they were read are what the next page will send back."""
    lecture = _read(depot, wanted)
    session = db.session()
    plan = next((p for p in plans_of(session, demarche_id) if p.nom == wanted.plan.strip()), None)
    held = contents_of_plan(session, plan.id) if plan else []
    tenues = {fiche.numero: contenu for fiche, contenu in held}
    essai = in_native_thread(lambda: try_import(lecture, tenues))
    shown = Lecture(
        wanted.plan, wanted.encodage, lecture.correspondance if _has_columns(lecture) else None
    )
    form = refused or EssaiForm(
        formdata=None, jeton=depot.jeton, plan=wanted.plan, encodage=wanted.encodage
    )
    form.vu.data = shown.empreinte()
    if lecture.erreurs:
        g.refus = 422
    return answer(
        "pilotage/fiches_essai.html",
        form=form,
        essai=essai,
        lecture=lecture,
        nom=depot.nom,
        plan=plan,
        champs=CHAMPS,
        colonnes=_has_columns(lecture),
    )


def _has_columns(lecture: LectureFiches) -> bool:
    """Whether the person may say what each column is: in a table, not in JSON."""
    return lecture.format in ("csv", "xlsx") and bool(lecture.correspondance)
