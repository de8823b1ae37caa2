"""A receipt opened in a browser that has never been here: each fate that the team gives by its
own pages is read there, and stands on the poster of the question."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
import zxingcpp
from playwright.sync_api import Page, expect

from tests.documents.lecture import flatten, read_pages, render_pages
from tests.parcours.conftest import CODE, Gens, Hall
from tests.parcours.test_chaine import decide, say, scan, sign_in

pytestmark = [pytest.mark.navigateur, pytest.mark.timeout(300)]

SORTS = ("gardee", "rapprochee", "refusee", "transmise", "cachee")


def send_all(phone: Page, words: dict[str, str]) -> list[str]:
    """Say each word from the phone; the six words of its receipt."""
    for texte in words.values():
        say(phone, texte)
        expect(phone.get_by_label("Votre parole")).to_have_value("")
        expect(phone.get_by_text("C’est reçu.")).to_be_visible()
    phone.get_by_role("link", name="Mes mots", exact=True).click()
    for texte in words.values():
        expect(phone.get_by_text(texte)).to_be_visible()
    return [mot.strip() for mot in phone.locator(".recu-mots li").all_inner_texts()]


def group(team: Page, hall: Hall, titre: str, *textes: str) -> None:
    """A new group with those words, by its page."""
    board = f"{hall.laptop}/animer/{hall.seance}"
    question = team.request.get(f"{hall.laptop}/s/{CODE}/etat.json").json()["questions"][0]["id"]
    team.goto(f"{board}/regroupements/nouveau?question={question}")
    team.get_by_label("Titre").fill(titre)
    for texte in textes:
        team.get_by_label(texte).check()
    team.get_by_role("button", name="Créer le groupe").click()
    expect(team.locator("section.groupe", has_text=titre)).to_be_visible()


def hide(team: Page, hall: Hall, texte: str, precision: str) -> None:
    """Do not publish a word, for a reason."""
    card = team.locator(".cartes > li", has_text=texte)
    way = card.locator("a[href*='/contributions/']").first.get_attribute("href") or ""
    team.goto(f"{hall.laptop}{way}")
    section = team.locator("[data-section=refuser]")
    section.get_by_label("Une personne est nommée").check()
    section.get_by_label("Précision").fill(precision)
    section.get_by_role("button", name="Ne pas publier").click()
    expect(team.get_by_role("heading", name="Que faire de cette parole")).to_have_count(0)


def give_suite(team: Page, hall: Hall, titre: str, nature: str, texte: str) -> None:
    """A suite for a whole group, from the list of words that have none."""
    team.goto(f"{hall.laptop}/piloter/demarches/{hall.demarche}/paroles-sans-suite")
    team.get_by_label(f"Tout le regroupement « {titre} »").check()
    form = team.get_by_role("region", name="Pour les paroles cochées")
    form.get_by_label(nature, exact=True).check()
    form.locator("textarea").fill(texte)
    if nature == "Transmise":
        form.locator("select[name=organisme]").select_option(label="Le bailleur")
    form.get_by_role("button", name="Donner cette suite").click()
    expect(team.get_by_label(f"Tout le regroupement « {titre} »")).to_have_count(0)


def test_each_fate_is_read_by_receipt_and_stands_on_the_poster(
    gens: Gens, hall: Hall, tmp_path: Path
) -> None:
    mark = {sort: uuid.uuid4().hex[:8] for sort in SORTS}
    words = {sort: f"Ma parole {mark[sort]}" for sort in SORTS}
    ana = gens.phone()
    scan(ana, hall)
    receipt = send_all(ana, words)
    assert len(receipt) == 6

    chloe = gens.laptop()
    sign_in(chloe, hall, "chloe")
    structures = f"{hall.laptop}/piloter/demarches/{hall.demarche}/structures"
    chloe.goto(structures)
    chloe.get_by_label("Nom", exact=True).fill("Le bailleur")
    chloe.get_by_role("button", name="Ajouter").click()
    expect(chloe.get_by_text("Le bailleur").first).to_be_visible()

    titre = {sort: f"Sujet {mark[sort]}" for sort in SORTS}
    group(chloe, hall, titre["gardee"], words["gardee"], words["rapprochee"])
    group(chloe, hall, titre["refusee"], words["refusee"])
    group(chloe, hall, titre["transmise"], words["transmise"])
    hide(chloe, hall, words["cachee"], f"Précision {mark['cachee']}")

    # Kept: a préconisation made of the group, decided by an instance.
    chloe.goto(f"{hall.laptop}/animer/{hall.seance}/tableau")
    kept = chloe.locator("section.groupe", has_text=titre["gardee"])
    group_id = (kept.get_attribute("id") or "").removeprefix("groupe-")
    chloe.goto(f"{hall.laptop}/animer/{hall.seance}/regroupements/{group_id}")
    chloe.get_by_role("link", name="Rédiger une préconisation").click()
    chloe.get_by_label("Intitulé").fill(f"Poser des bancs {mark['gardee']}")
    chloe.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(chloe.get_by_role("heading", level=1)).to_contain_text(mark["gardee"])
    decide(chloe, hall, mark["rapprochee"])

    reason, routed = f"La loi ne le permet pas {mark['refusee']}", f"À lui {mark['transmise']}"
    give_suite(chloe, hall, titre["refusee"], "Sans suite", reason)
    give_suite(chloe, hall, titre["transmise"], "Transmise", routed)

    # Another browser, which has nothing of Ana's: only her six words.
    elsewhere = gens.phone()
    elsewhere.goto(f"{hall.wifi}/suivi")
    elsewhere.get_by_label("Les six mots de votre reçu").fill(" ".join(receipt))
    elsewhere.get_by_role("button", name="Voir mes mots").click()
    for said in (
        *words.values(),
        "Rapprochée d’une autre parole",
        *(f"« {titre[sort]} »" for sort in ("gardee", "refusee", "transmise")),
        f"Poser des bancs {mark['gardee']}",
        f"Attendu par tous {mark['rapprochee']}",
        reason,
        "Transmise à Le bailleur",
        routed,
        "Pas affichée",
        f"Précision {mark['cachee']}",
    ):
        expect(elsewhere.get_by_text(said).first).to_be_visible()

    # The poster of that question says the same, to people without a phone.
    chloe.goto(f"{hall.laptop}/piloter/seances/{hall.seance}/retour")
    href = chloe.get_by_role("link", name="Affiche A4").get_attribute("href") or ""
    pdf = chloe.request.get(f"{hall.laptop}{href}").body()
    (printed,) = (flatten(page) for page in read_pages(pdf))
    for said in (
        *(titre[sort] for sort in ("gardee", "refusee", "transmise")),
        f"Poser des bancs {mark['gardee']}",
        "Retenue, COPIL du mois",
        reason,
        "Transmise à Le bailleur",
    ):
        assert said in printed, f"not on the poster: {said}"
    for hidden in (*words.values(), mark["cachee"]):
        assert hidden not in printed
    (page,) = render_pages(pdf, tmp_path)
    (code,) = zxingcpp.read_barcodes(page)
    elsewhere.goto(code.text)
    expect(elsewhere.get_by_text(reason)).to_be_visible()
