"""The life of a compte rendu: drafted, read again, validated once, never changed after."""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import replace

import pytest
from sqlalchemy import select

from cafe.actions.approbations import approve_compte_rendu, keep_fichier, start_correction
from cafe.actions.comptes_rendus import (
    send_to_review,
    set_modele,
    start_compte_rendu,
    validate_compte_rendu,
)
from cafe.actions.core import Missing, NotAllowed
from cafe.actions.mur import set_mur
from cafe.actions.relectures import comment_paragraph, settle_comment
from cafe.extensions import db
from cafe.models import (
    CompteRendu,
    CompteRenduParole,
    EtatCompteRendu,
    Evenement,
    Format,
    ModeleCompteRendu,
    MotifVersion,
    Mur,
    Phase,
    Relecture,
    Role,
    Seance,
)
from cafe.models.compte_rendu import comments_of, draft_of, versions_of
from tests import chaine, factories
from tests.comptes_rendus import file_of, make_validated, read
from tests.conftest import Monde
from tests.reunions import make_groupe, make_ligne, make_points, refused, set_phase


def row(id_: str) -> CompteRendu:
    db.session.rollback()
    return db.session.get_one(CompteRendu, id_)


@pytest.fixture
def draft(monde: Monde) -> str:
    set_phase(monde.seance, Phase.TERMINEE)
    return start_compte_rendu(par=monde.bruno, seance_id=monde.seance)


def test_a_draft_is_begun_once_in_the_model_of_the_seance(monde: Monde, draft: str) -> None:
    assert start_compte_rendu(par=monde.chloe, seance_id=monde.seance) == draft
    assert row(draft).modele is ModeleCompteRendu.WORLD_CAFE
    assert (row(draft).numero, row(draft).etat) == (1, EtatCompteRendu.PROJET)
    meeting = factories.make_seance(monde.demarche, format=Format.GROUPE_DE_TRAVAIL)
    other = start_compte_rendu(par=monde.bruno, seance_id=meeting)
    assert row(other).modele is ModeleCompteRendu.REUNION
    of_group = factories.make_seance(monde.demarche, groupe_id=make_groupe(monde.demarche))
    third = start_compte_rendu(par=monde.bruno, seance_id=of_group)
    assert row(third).modele is ModeleCompteRendu.REUNION


def test_the_other_model_may_be_chosen_while_it_is_a_draft(monde: Monde, draft: str) -> None:
    wanted = ModeleCompteRendu.REUNION
    set_modele(par=monde.bruno, compte_rendu_id=draft, modele=wanted, version=1)
    assert (row(draft).modele, row(draft).version) == (wanted, 2)
    set_modele(par=monde.bruno, compte_rendu_id=draft, modele=wanted, version=1)
    refused(
        "deja_modifie",
        set_modele,
        par=monde.chloe,
        compte_rendu_id=draft,
        modele=ModeleCompteRendu.WORLD_CAFE,
        version=1,
    )


def test_each_step_is_for_its_role_and_a_stranger_has_none(monde: Monde, draft: str) -> None:
    reader = factories.identite(factories.make_compte("Rose", Role.LECTEUR, monde.demarche))
    gel = read(draft)
    for who in (monde.dan, reader):
        for call in (
            lambda who=who: start_compte_rendu(par=who, seance_id=monde.seance),
            lambda who=who: send_to_review(par=who, compte_rendu_id=draft),
            lambda who=who: start_correction(par=who, seance_id=monde.seance, precision="x"),
        ):
            with pytest.raises(NotAllowed):
                call()
    for who in (monde.dan, reader, monde.bruno):
        with pytest.raises(NotAllowed):
            validate_compte_rendu(par=who, compte_rendu_id=draft, gel=gel, version=None)
        with pytest.raises(NotAllowed):
            keep_fichier(par=who, compte_rendu_id=draft, pdf=b"%PDF", numero=0)
    with pytest.raises(NotAllowed):
        comment_paragraph(par=monde.dan, compte_rendu_id=draft, ancre="a", texte="Non")
    assert row(draft).valide_le is None


def test_a_comment_is_told_of_a_draft_under_review_then_settled(monde: Monde, draft: str) -> None:
    reader = factories.identite(factories.make_compte("Rose", Role.LECTEUR, monde.demarche))
    said = {"par": reader, "compte_rendu_id": draft, "ancre": "ligne-1", "texte": "À préciser"}
    refused("pas_en_relecture", comment_paragraph, **said)
    send_to_review(par=monde.bruno, compte_rendu_id=draft)
    send_to_review(par=monde.bruno, compte_rendu_id=draft)
    assert row(draft).version == 2
    id_ = str(uuid.uuid4())
    assert comment_paragraph(**said, relecture_id=id_) == id_
    assert comment_paragraph(**said, relecture_id=id_) == id_
    refused("remarque_vide", comment_paragraph, **said | {"texte": "  "})
    (comment,) = comments_of(db.session(), draft)
    assert (comment.ancre, comment.texte, comment.auteur) == ("ligne-1", "À préciser", "Rose")
    with pytest.raises(NotAllowed):
        settle_comment(par=reader, relecture_id=id_)
    settle_comment(par=monde.bruno, relecture_id=id_)
    db.session.rollback()
    first = db.session.get_one(Relecture, id_).reglee_le
    settle_comment(par=monde.bruno, relecture_id=id_)
    db.session.rollback()
    assert db.session.get_one(Relecture, id_).reglee_le == first is not None


def test_a_validation_freezes_what_was_read_and_closes_the_seance(monde: Monde, draft: str) -> None:
    (word,) = chaine.make_words(monde.seance, monde.question, "Un banc à l’ombre")
    gel = read(draft)
    number = validate_compte_rendu(par=monde.chloe, compte_rendu_id=draft, gel=gel, version=1)
    kept = row(draft)
    assert (number, kept.etat, kept.valide_par) == (1, EtatCompteRendu.VALIDE, "Chloé")
    assert kept.valide_le == gel.le
    fichier = file_of(draft)
    assert fichier is not None
    assert fichier.pdf == gel.pdf
    assert fichier.empreinte == hashlib.sha256(gel.pdf).hexdigest()
    versions = list(db.session.scalars(select(CompteRenduParole.version_id)))
    assert len(versions) == 1
    assert "banc" not in json.dumps(kept.contenu, ensure_ascii=False)
    assert db.session.get_one(Seance, monde.seance).phase is Phase.CLOSE
    event = db.session.query(Evenement).filter_by(nature="CompteRenduValidated").one()
    assert event.ids("compte_rendu") == [draft]
    assert word


def test_two_people_who_validate_at_once_sign_once(monde: Monde, draft: str) -> None:
    mine, theirs = read(draft, "Chloé"), read(draft, "Un autre")
    validate_compte_rendu(par=monde.chloe, compte_rendu_id=draft, gel=mine, version=1)
    refusal = refused(
        "deja_valide",
        validate_compte_rendu,
        par=monde.chloe,
        compte_rendu_id=draft,
        gel=theirs,
        version=1,
    )
    assert refusal.details == {"nom": "Chloé"}
    fichier = file_of(draft)
    assert fichier is not None
    assert fichier.pdf == mine.pdf


def test_what_came_since_the_reading_is_not_signed_unread(monde: Monde, draft: str) -> None:
    gel = read(draft)
    factories.post(monde.ana, monde.question, "Trop tard ?")
    refused(
        "notes_arrivees",
        validate_compte_rendu,
        par=monde.chloe,
        compte_rendu_id=draft,
        gel=gel,
        version=1,
    )
    assert (row(draft).valide_le, file_of(draft)) == (None, None)
    again = read(draft)
    assert validate_compte_rendu(par=monde.chloe, compte_rendu_id=draft, gel=again, version=1) == 1


def test_what_prints_nothing_does_not_hold_a_validation_back(monde: Monde, draft: str) -> None:
    gel = read(draft)
    set_mur(par=monde.bruno, seance_id=monde.seance, mur=Mur.MASQUE)
    elsewhere = factories.make_seance(monde.demarche)
    factories.post(factories.participant(elsewhere), factories.make_question(elsewhere), "Ailleurs")
    assert validate_compte_rendu(par=monde.chloe, compte_rendu_id=draft, gel=gel, version=1) == 1


@pytest.mark.parametrize("phase", [Phase.PREPARATION, Phase.OUVERTE])
def test_a_seance_that_is_not_ended_is_not_signed(monde: Monde, draft: str, phase: Phase) -> None:
    set_phase(monde.seance, phase)
    asked = {"par": monde.chloe, "compte_rendu_id": draft, "version": None}
    refused("rencontre_pas_terminee", validate_compte_rendu, **asked, gel=read(draft))
    set_phase(monde.seance, Phase.TERMINEE)
    nobody = replace(read(draft), nom=" ")
    refused("signataire_vide", validate_compte_rendu, **asked, gel=nobody)


def test_a_validated_version_never_changes(monde: Monde) -> None:
    first = make_validated(monde.chloe, monde.seance)
    who = {"par": monde.chloe}
    refused("correction_requise", start_compte_rendu, **who, seance_id=monde.seance)
    for call in (send_to_review, set_modele, comment_paragraph):
        more: dict[str, object] = {
            send_to_review: {},
            set_modele: {"modele": ModeleCompteRendu.REUNION, "version": None},
            comment_paragraph: {"ancre": "a", "texte": "Non"},
        }[call]
        refused("deja_valide", call, **who, compte_rendu_id=first, **more)


def test_a_correction_is_a_version_with_its_reason(monde: Monde) -> None:
    refused(
        "compte_rendu_pas_valide",
        start_correction,
        par=monde.chloe,
        seance_id=monde.seance,
        precision="x",
    )
    first = make_validated(monde.chloe, monde.seance)
    before = file_of(first)
    asked = {"par": monde.chloe, "seance_id": monde.seance}
    refused("motif_vide", start_correction, **asked, precision=" ")
    second = start_correction(**asked, precision="Une date était fausse")
    refused("correction_en_cours", start_correction, **asked, precision="Encore")
    point = make_points(monde.seance, 1)[0]
    make_ligne(point, "La bonne date")
    assert (
        validate_compte_rendu(
            par=monde.chloe, compte_rendu_id=second, gel=read(second), version=None
        )
        == 2
    )
    kept = row(second)
    assert (kept.motif, kept.precision) == (MotifVersion.CORRECTION, "Une date était fausse")
    after = file_of(first)
    assert before is not None
    assert after is not None
    assert after.pdf == before.pdf
    assert [v.numero for v in versions_of(db.session(), monde.seance)] == [2, 1]


def test_a_later_seance_approves_the_latest_version_with_its_amendements(monde: Monde) -> None:
    first = make_validated(monde.chloe, monde.seance)
    file = file_of(first)
    assert file is not None
    bytes_before = file.pdf
    later = factories.make_seance(monde.demarche, titre="La suivante")
    asked = {
        "par": monde.chloe,
        "compte_rendu_id": first,
        "jour": None,
        "amendements": "Lire « mardi » au point 2.",
        "version": None,
    }
    refused("approbation_par_soi", approve_compte_rendu, **asked, seance_id=monde.seance)
    with pytest.raises(Missing):
        approve_compte_rendu(**asked, seance_id=str(uuid.uuid4()))
    with pytest.raises(NotAllowed):
        approve_compte_rendu(**asked | {"par": monde.bruno}, seance_id=later)
    approve_compte_rendu(**asked, seance_id=later)
    kept = row(first)
    assert kept.etat is EtatCompteRendu.APPROUVE
    assert (kept.approuve_seance_id, kept.amendements) == (later, "Lire « mardi » au point 2.")
    refused("deja_approuve", approve_compte_rendu, **asked, seance_id=later)
    file = file_of(first)
    assert file is not None
    assert file.pdf == bytes_before


def test_an_older_version_is_not_approved_and_a_draft_neither(monde: Monde) -> None:
    first = make_validated(monde.chloe, monde.seance)
    later = factories.make_seance(monde.demarche)
    second = start_correction(par=monde.chloe, seance_id=monde.seance, precision="Une date")
    asked = {
        "par": monde.chloe,
        "seance_id": later,
        "jour": None,
        "amendements": "",
        "version": None,
    }
    refused("compte_rendu_pas_valide", approve_compte_rendu, **asked, compte_rendu_id=second)
    validate_compte_rendu(par=monde.chloe, compte_rendu_id=second, gel=read(second), version=None)
    refused("version_depassee", approve_compte_rendu, **asked, compte_rendu_id=first)
    approve_compte_rendu(**asked, compte_rendu_id=second)
    assert draft_of(db.session(), monde.seance) is None
