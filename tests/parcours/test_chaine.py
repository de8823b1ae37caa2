"""One word from a phone to its answer, with three people and three screens; then again
without any script, up to its withdrawal."""

from __future__ import annotations

import io
import uuid

import pypdf
import pytest
from playwright.sync_api import Page, expect

from tests.factories import MOT_DE_PASSE
from tests.parcours.conftest import CODE, Gens, Hall

pytestmark = [pytest.mark.navigateur, pytest.mark.timeout(300)]


def scan(phone: Page, hall: Hall) -> None:
    """Follow the QR code: no account, no name, the field at once."""
    phone.goto(f"{hall.wifi}/r/{CODE}")
    assert phone.evaluate("window.isSecureContext") is False


def say(phone: Page, texte: str, categorie: str = "Mon idée") -> None:
    """Say what it is, write, send."""
    phone.get_by_role("radio", name=categorie, exact=True).check(force=True)
    phone.get_by_label("Votre parole").fill(texte)
    phone.get_by_role("button", name="Envoyer").click()


def sign_in(page: Page, hall: Hall, nom: str) -> None:
    """Type the password, on the machine itself."""
    page.goto(f"{hall.laptop}/connexion")
    page.locator("input[name=email]").fill(f"{nom}@exemple.fr")
    page.locator("input[name=password]").fill(MOT_DE_PASSE)
    page.get_by_role("button", name="Se connecter").click()
    expect(page).to_have_url(f"{hall.laptop}/piloter/")


def squeeze(text: str) -> str:
    """A text without the line breaks that a PDF put in it."""
    return " ".join(text.split())


def test_a_word_goes_from_a_phone_to_its_answer(gens: Gens, hall: Hall) -> None:
    mark = uuid.uuid4().hex[:8]
    texte, titre = f"Un banc à l’ombre {mark}", f"Souffler {mark}"
    intitule, motif = f"Poser des bancs {mark}", f"Deux bancs par place {mark}"
    reponse = f"Les bancs arrivent au printemps {mark}."
    ana, bruno, chloe = gens.phone(), gens.laptop(), gens.laptop()

    # The board is open before anybody speaks.
    sign_in(bruno, hall, "bruno")
    bruno.goto(f"{hall.laptop}/animer/{hall.seance}/tableau")
    scan(ana, hall)
    say(ana, texte)
    expect(ana.get_by_text("C’est reçu.")).to_be_visible()
    card = bruno.locator(".cartes > li", has_text=texte)
    expect(card).to_be_visible()

    # Bruno groups it, by keyboard.
    card.locator("[data-geste=deplacer]").focus()
    bruno.keyboard.press("Enter")
    dialog = bruno.get_by_role("dialog")
    dialog.get_by_label("Où ?").select_option("nouveau")
    dialog.get_by_label("Titre du nouveau groupe").fill(titre)
    dialog.get_by_role("button", name="Déplacer", exact=True).click()
    group = bruno.locator("section.groupe", has_text=titre)
    expect(group.locator(".cartes > li", has_text=texte)).to_be_visible()

    # Chloé drafts a préconisation from the group, links it, decides, answers.
    sign_in(chloe, hall, "chloe")
    group_id = (group.get_attribute("id") or "").removeprefix("groupe-")
    chloe.goto(f"{hall.laptop}/animer/{hall.seance}/regroupements/{group_id}")
    chloe.get_by_role("link", name="Rédiger une préconisation").click()
    expect(chloe.get_by_text(texte)).to_be_visible()
    chloe.get_by_label("Intitulé").fill(intitule)
    chloe.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(chloe.get_by_role("heading", level=1)).to_contain_text(intitule)
    link_to_fiche(chloe, motif)
    decide(chloe, hall, mark)
    answer(chloe, reponse)

    # Ana reads what became of her words.
    ana.goto(f"{hall.wifi}/s/{CODE}/mes-mots")
    for said in (texte, titre, intitule, motif, reponse, "Retenue", "Fiche 7.7"):
        expect(ana.get_by_text(said).first).to_be_visible()

    # The compte rendu says the same.
    pdf = chloe.request.get(f"{hall.laptop}/piloter/seances/{hall.seance}/compte-rendu.pdf")
    pages = pypdf.PdfReader(io.BytesIO(pdf.body())).pages
    printed = squeeze(" ".join(page.extract_text() for page in pages))
    for said in (texte, titre, intitule, motif, reponse):
        assert said in printed, f"not printed: {said}"


def link_to_fiche(chloe: Page, motif: str) -> None:
    fiches = chloe.locator("#fiches")
    fiches.get_by_text("Lier une fiche").click()
    form = fiches.locator("form[method=post]")
    form.get_by_label("Fiche", exact=True).select_option(label="7.7 S’asseoir dehors")
    form.get_by_label("Pourquoi").fill(motif)
    form.get_by_role("button", name="Lier la fiche").click()
    expect(chloe.locator("#fiches")).to_contain_text(motif)


def decide(chloe: Page, hall: Hall, mark: str) -> None:
    decision = chloe.locator("#decision")
    decision.get_by_text("Noter la décision").first.click()
    form = decision.locator("form")
    form.get_by_role("radio", name="Retenue", exact=True).check(force=True)
    form.get_by_label("Instance").fill("COPIL du mois")
    form.get_by_label("Jour de la décision").fill(hall.jour.isoformat())
    form.get_by_label("Motif").fill(f"Attendu par tous {mark}")
    form.get_by_role("button", name="Noter la décision").click()
    expect(chloe.locator("#decision")).to_contain_text(f"Attendu par tous {mark}")


def answer(chloe: Page, reponse: str) -> None:
    section = chloe.locator("#reponse")
    section.get_by_text("Répondre").click()
    section.get_by_label("Réponse aux habitants").fill(reponse)
    section.get_by_role("button", name="Publier la réponse").click()
    expect(chloe.locator("#reponse")).to_contain_text(reponse)


def test_without_any_script_from_the_code_to_a_withdrawn_word(gens: Gens, hall: Hall) -> None:
    mark = uuid.uuid4().hex[:8]
    ana = gens.phone(javascript=False)
    ana.goto(f"{hall.wifi}/r/{CODE}")

    # A refusal keeps what was typed, and says what to do.
    ana.get_by_label("Votre parole").fill(f"Il fait noir {mark}")
    ana.get_by_role("button", name="Envoyer").click()
    expect(ana.get_by_text("Choisissez d’abord")).to_be_visible()
    expect(ana.get_by_label("Votre parole")).to_have_value(f"Il fait noir {mark}")
    ana.get_by_role("radio", name="Ça ne va pas").check(force=True)
    ana.get_by_role("button", name="Envoyer").click()
    expect(ana.get_by_text("C’est reçu.")).to_be_visible()

    # Corrected, refused once more, then withdrawn.
    ana.get_by_role("link", name="Mes mots", exact=True).click()
    ana.get_by_role("link", name="Corriger ou retirer").click()
    ana.get_by_label("Votre parole").fill("   ")
    ana.get_by_role("button", name="Garder ce texte").click()
    expect(ana.get_by_text("Écrivez votre idée")).to_be_visible()
    ana.get_by_label("Votre parole").fill(f"Il fait noir après 21 h {mark}")
    ana.get_by_role("button", name="Garder ce texte").click()
    expect(ana.get_by_text(f"Il fait noir après 21 h {mark}")).to_be_visible()
    ana.get_by_role("link", name="Corriger ou retirer").click()
    ana.get_by_role("button", name="Retirer ma parole").click()
    expect(ana.get_by_text("propos retiré").first).to_be_visible()
    expect(ana.get_by_text(mark)).to_have_count(0)
