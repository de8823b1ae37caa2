"""Somebody was faster, or one's role is gone: both versions are shown, what was typed stays."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select

from cafe.access.identity import Identite
from cafe.actions.deplacements import move_contribution
from cafe.actions.membres import accept_invitation, invite_membre, revoke_membre
from cafe.actions.regroupements import close_regroupement, rename_regroupement
from cafe.extensions import db
from cafe.models import Compte, Membre, Role
from tests import factories
from tests.axe import violations
from tests.facilitation.navigateur.conftest import Ouvrir, Salle, board_path, lists_of
from tests.facilitation.navigateur.test_souris import drop, take

pytestmark = pytest.mark.navigateur


def test_of_two_titles_either_is_kept_in_one_gesture(salle: Salle, ouvrir: Ouvrir) -> None:
    group = salle.group("Avant")
    page = ouvrir(board_path(salle), salle.bruno, reduced_motion="reduce")
    dialog = page.get_by_role("dialog")
    for version, (press, kept) in enumerate(
        [("Garder ma version", "Le mien"), ("Garder la version de Lea", "Le sien")], start=1
    ):
        page.locator(f"#groupe-{group} [data-geste=renommer]").click()
        page.get_by_label("Titre").fill("Le mien" if version == 1 else "Encore le mien")
        rename_regroupement(
            par=salle.lea,
            regroupement_id=group,
            titre="Le sien",
            resume="Dit autrement",
            version=None,
        )
        page.get_by_role("button", name="Enregistrer").click()
        refusal = dialog.get_by_role("alert")
        expect(refusal).to_contain_text("Maintenant : Le sien")
        expect(refusal).to_contain_text("Dit autrement")
        expect(refusal).to_contain_text("Ce que vous écriviez : ")
        assert violations(page) == []
        refusal.get_by_role("button", name=press).click()
        expect(dialog).to_be_hidden()
        expect(page.locator(f"#titre-{group}")).to_have_text(kept)


def test_a_card_that_somebody_moved_is_moved_all_the_same_or_left(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    one, two, three = salle.post("Un", "Deux", "Trois")
    left, right = salle.group("À gauche", one), salle.group("À droite", two)
    page = ouvrir(board_path(salle), salle.bruno, reduced_motion="reduce")
    page.locator(f"#carte-{three} [data-geste=deplacer]").press("Enter")
    page.get_by_label("Où ?").select_option(label="À gauche")
    move_contribution(par=salle.lea, contribution_id=three, regroupement_id=right, version=1)
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Déplacer").click()
    refusal = dialog.get_by_role("alert")
    expect(refusal).to_contain_text("Lea")
    expect(refusal).to_contain_text("a placé cette parole dans « À droite »")
    expect(refusal.get_by_role("button", name="Laisser où elle est")).to_be_visible()
    refusal.get_by_role("button", name="Déplacer quand même").click()
    expect(page.locator(f"#cartes-{left} #carte-{three}")).to_be_visible()
    # Dragged by hand, the same is offered at the foot of the board.
    take(page, three)
    move_contribution(par=salle.lea, contribution_id=three, regroupement_id=None, version=None)
    drop(page, f"#carte-{two}")
    refused = page.locator("#message")
    expect(refused).to_contain_text("a déplacé cette parole : elle est à regrouper")
    refused.get_by_role("button", name="Déplacer quand même").click()
    expect(page.locator(f"#cartes-{right} #carte-{three}")).to_be_visible()
    expect(refused).to_be_hidden()
    assert lists_of(page)["À droite"] == [three, two]


def test_a_group_closed_a_moment_ago_keeps_the_title_that_was_typed(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    group = salle.group("Avant")
    page = ouvrir(board_path(salle), salle.bruno, reduced_motion="reduce")
    page.locator(f"#groupe-{group} [data-geste=renommer]").click()
    page.get_by_label("Titre").fill("Trop tard")
    close_regroupement(par=salle.lea, regroupement_id=group, version=1)
    expect(page.locator(f"#groupe-{group}")).to_have_count(0)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text(
        "a défait le groupe « Avant »"
    )
    expect(page.get_by_label("Titre")).to_have_value("Trop tard")


def withdraw(chef: Identite, par: Identite) -> None:
    """End the role of an account while its pages are open."""
    db.session.rollback()
    membre = db.session.scalars(select(Membre.id).where(Membre.compte_id == par.id)).one()
    revoke_membre(par=chef, membre_id=membre)


def test_a_role_withdrawn_closes_the_board_and_keeps_what_was_typed(
    maison: Flask, salle: Salle, ouvrir: Ouvrir
) -> None:
    one, _two = salle.post("Un", "Deux")
    group = salle.group("Ensemble", one)
    chef = factories.identite(
        factories.make_compte(f"Chloe{salle.seance[:6]}", Role.CHEF_DE_PROJET, salle.demarche)
    )
    page = ouvrir(board_path(salle), salle.bruno, reduced_motion="reduce")
    page.locator(f"#groupe-{group} [data-geste=renommer]").click()
    page.get_by_label("Titre").fill("Un titre trouvé")
    withdraw(chef, salle.bruno)
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("alert")).to_contain_text("Vous n’avez plus accès à ce tableau")
    expect(page.get_by_label("Titre")).to_have_value("Un titre trouvé")
    assert violations(page) == []
    # Pressed all the same, nothing is lost and nothing is written.
    page.get_by_label("Titre").press("Enter")
    expect(page.get_by_label("Titre")).to_have_value("Un titre trouvé")
    page.keyboard.press("Escape")
    banner = page.get_by_role("status").filter(has_text="plus accès")
    expect(banner).to_contain_text("votre rôle a pris fin")
    expect(page.locator("#annuler")).to_be_hidden()
    expect(page.locator(f"#carte-{one} [data-geste=deplacer]")).to_be_hidden()
    # Nothing more comes, whatever happens on the board.
    (three,) = salle.post("Trois")
    rename_regroupement(
        par=salle.lea, regroupement_id=group, titre="Sans lui", resume="", version=1
    )
    other = ouvrir(board_path(salle), salle.lea)
    expect(other.locator(f"#titre-{group}")).to_have_text("Sans lui")
    expect(other.locator(f"#carte-{three}")).to_be_visible()
    expect(page.locator(f"#titre-{group}")).to_have_text("Ensemble")
    expect(page.locator(f"#carte-{three}")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Que changer")


def test_a_facilitator_who_becomes_rapporteur_reads_on_without_tools(
    maison: Flask, salle: Salle, ouvrir: Ouvrir
) -> None:
    (one,) = salle.post("Un")
    chef = factories.identite(
        factories.make_compte(f"Cleo{salle.seance[:6]}", Role.CHEF_DE_PROJET, salle.demarche)
    )
    page = ouvrir(board_path(salle), salle.bruno, reduced_motion="reduce")
    expect(page.locator("#annuler")).to_be_visible()
    email = db.session.get_one(Compte, salle.bruno.id).email
    link = invite_membre(par=chef, demarche_id=salle.demarche, email=email, role=Role.RAPPORTEUR)
    accept_invitation(par=salle.bruno, jeton=link, nouveau=None)
    expect(page.locator("#annuler")).to_have_count(0)
    expect(page.locator(f"#carte-{one}")).to_be_visible()
    (two,) = salle.post("Deux")
    expect(page.locator(f"#carte-{two}")).to_be_visible()


def test_a_pasted_title_that_is_too_long_is_told_and_kept_whole(
    salle: Salle, ouvrir: Ouvrir
) -> None:
    group = salle.group("Avant")
    page = ouvrir(board_path(salle), salle.bruno, reduced_motion="reduce")
    page.locator(f"#groupe-{group} [data-geste=renommer]").click()
    field = page.get_by_label("Titre")
    field.select_text()
    page.keyboard.insert_text("Un titre sans fin. " * 260)
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("caractères ; il en faut 200 au plus")
    expect(field).to_have_value("Un titre sans fin. " * 260)
    assert violations(page) == []
    field.fill("Après")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.locator(f"#titre-{group}")).to_have_text("Après")
