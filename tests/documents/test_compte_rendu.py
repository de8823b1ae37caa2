"""What a compte rendu says: read back from the PDF."""

from dataclasses import replace
from datetime import UTC, date, datetime

from cafe.documents.compte_rendu.contenu import FicheLiee, ProchaineEtape, SuiteDonnee
from cafe.documents.compte_rendu.pdf import render_pdf
from cafe.documents.compte_rendu.presences import mask_presences
from cafe.documents.reunion.contenu import Validation
from tests.documents.exemples import (
    BUS,
    COMPTE_RENDU,
    ENTETE,
    SE_DEPLACER,
    make_compte_rendu,
    make_question,
    say,
)
from tests.documents.lecture import read_pages, read_text


def test_the_first_page_says_what_when_where_and_by_whom() -> None:
    page = read_pages(render_pdf(COMPTE_RENDU))[0]
    for attendu in (
        "Compte rendu · Café à tables tournantes · Projet",
        "Café des habitants du Clos-Vert",
        "Quartiers en commun, contrat de ville de Valmont-sur-Orne 2026-2030",
        "Date : Jeudi 11 juin 2026, de 14 h à 17 h 30",
        "Lieu : Salle Berthe-Morel, 4 rue des Tanneurs",
        "Rédaction : Chloé Arnaud, cheffe de projet",
        "État : Projet, édité le 1er juillet 2026",
    ):
        assert attendu in page


def test_the_first_page_gives_the_figures() -> None:
    page = read_pages(render_pdf(COMPTE_RENDU))[0]
    for attendu in (
        "104 personnes présentes",
        "8 contributions publiées",
        "3 regroupements",
        "1 voix isolée",
        "2 préconisations",
    ):
        assert attendu in page


def test_the_first_page_says_who_met_and_on_what_questions() -> None:
    page = read_pages(render_pdf(COMPTE_RENDU))[0]
    assert (
        "104 personnes : Habitante ou habitant 41, Conseillère ou conseiller citoyen 35, "
        "Association 14, Institution 9, Autres qualités 5. "
        "1. Comment se déplace-t-on, le soir et le dimanche, quand on n’a pas de voiture ? "
        "6 contributions de 5 personnes 2. Où va-t-on"
    ) in page


def test_présences_are_counts_and_small_ones_are_joined() -> None:
    texte = read_text(render_pdf(COMPTE_RENDU))
    assert "Habitante ou habitant 41" in texte
    assert "Autres qualités 5 Ensemble 104" in texte
    assert "Élue ou élu" not in texte
    assert "Entreprise" not in texte


def test_the_last_annexe_tells_the_method() -> None:
    annexe = read_text(render_pdf(COMPTE_RENDU)).rsplit("Annexe 4. Méthode et présences", 1)[1]
    assert annexe.strip().startswith(
        "Trois tours de vingt minutes, huit tables, une hôtesse ou un hôte par table. "
        "Les regroupements ont été faits en salle, puis relus par les tables. Présences"
    )


def test_under_five_people_the_total_is_not_told() -> None:
    presences = mask_presences([("Habitant·e", 4)], total=4)
    page = read_pages(render_pdf(make_compte_rendu(presences=presences)))[0]
    assert "moins de 5 personnes présentes" in page
    assert "Moins de 5 personnes étaient présentes : leur détail n’est pas publié." in page
    assert "Habitant·e" not in page


def test_a_question_gives_its_figures_regroupements_words_and_suite() -> None:
    texte = read_text(render_pdf(COMPTE_RENDU))
    assert (
        "Question 1. Comment se déplace-t-on, le soir et le dimanche, "
        "quand on n’a pas de voiture ? "
        "6 contributions de 5 personnes. Ce qui ressort Voix Suite "
        "Le dernier bus part trop tôt "
        "Après 20 h 15, plus aucun bus ne dessert le Clos-Vert. Les personnes qui travaillent en "
        "horaires décalés rentrent à pied ou refusent des postes. "
        "Ça ne va pas « Je finis à 21 h à la clinique, je marche quarante minutes. » "
        "3 voix sur 5 Préconisation 1 : Préconisation n° 1 "
        "L’arrêt des Tanneurs n’est pas éclairé"
    ) in texte
    assert "1 voix isolée Ça va « Le vélo-école du samedi" in texte


def test_voices_are_told_alone_when_nobody_knows_how_many_answered() -> None:
    question = replace(SE_DEPLACER, voix=0)
    texte = read_text(render_pdf(make_compte_rendu(questions=(question,))))
    assert "3 voix Préconisation 1" in texte


def test_a_long_text_is_an_extract_in_the_body_and_whole_in_the_annexe() -> None:
    parole = " ".join(f"mot{i}" for i in range(200))
    texte = read_text(render_pdf(make_compte_rendu(questions=(make_question(say(parole)),))))
    corps, annexe = texte.rsplit("Annexe 1. Toutes les contributions publiées", 1)
    assert "[…] »" in corps
    assert "mot199" not in corps
    assert f"« {parole} »" in annexe


def test_every_word_is_in_the_annexe() -> None:
    paroles = [f"Parole distincte {i}." for i in range(300)]
    question = make_question(*map(say, paroles))
    texte = read_text(render_pdf(make_compte_rendu(questions=(question,))))
    annexe = texte.rsplit("Annexe 1. Toutes les contributions publiées", 1)[1]
    assert [p for p in paroles if annexe.count(f"« {p} »") != 1] == []


def test_an_erased_text_leaves_a_marked_gap() -> None:
    contenu = make_compte_rendu(
        questions=(make_question(say(None)),),
        suites=(SuiteDonnee(parole=None, type="Sans suite", motif="Hors champ."),),
    )
    texte = read_text(render_pdf(contenu))
    assert texte.count("Mon idée (propos retiré)") == 2
    assert "(propos retiré) Sans suite Hors champ." in texte
    assert "None" not in texte


def test_an_erased_text_does_not_take_the_place_of_a_quotation() -> None:
    question = make_question(say(None), say("Une parole."), say("Une autre."))
    texte = read_text(render_pdf(make_compte_rendu(questions=(question,))))
    corps, annexe = texte.rsplit("Annexe 1. Toutes les contributions publiées", 1)
    assert "propos retiré" not in corps
    assert "Mon idée « Une parole. » 3 voix" in corps
    assert "Mon idée (propos retiré) Mon idée « Une parole. »" in annexe


def test_the_synthesis_gives_the_state_and_the_decision_of_each_préconisation() -> None:
    texte = read_text(render_pdf(COMPTE_RENDU))
    assert (
        "N° Préconisation État et décision Sources "
        "1 Prolonger la desserte du Clos-Vert en soirée Retenue avec modification "
        "Comité de pilotage, le 16 juillet 2026. "
        "Essai d’un an, du jeudi au samedi, avant d’étendre aux autres soirs. 3 voix sur 104 "
        "2 Tenir une permanence « rendez-vous de santé » à la maison de quartier Proposée "
        "2 voix sur 104"
    ) in texte


def test_an_annexe_gives_the_answer_fiches_and_engagements_of_a_préconisation() -> None:
    texte = read_text(render_pdf(COMPTE_RENDU))
    assert (
        "Préconisation 1. Prolonger la desserte du Clos-Vert en soirée "
        "Décision : Comité de pilotage, le 16 juillet 2026. "
        "Essai d’un an, du jeudi au samedi, avant d’étendre aux autres soirs. "
        "Réponse : À partir de septembre, la ligne 4 roulera jusqu’à 22 h 30 trois soirs par "
        "semaine. Nous compterons les voyageurs avec vous en mars. "
        "Fiche Intitulé Lien Motif du lien 3.2 Mobilités du quotidien Complète "
        "La fiche ne portait que sur les jours ouvrés ; la soirée y est ajoutée. "
        "Structure Engagement Échéance État Syndicat des transports de l’Orne "
        "Financer l’essai sur la ligne 4, de septembre à août. 1er septembre 2026 En cours "
        "Ville de Valmont Éclairer les deux arrêts concernés. avant l’hiver À faire"
    ) in texte


def test_suites_tell_what_to_whom_when_and_why() -> None:
    texte = read_text(render_pdf(COMPTE_RENDU))
    assert (
        "« On attend dans le noir, ma fille n’y va plus seule. » Transmise Service de l’éclairage "
        "public le 15 juin 2026 Réponse attendue sous un mois."
    ) in texte


def test_what_is_not_published_is_counted_by_reason() -> None:
    texte = read_text(render_pdf(COMPTE_RENDU))
    assert (
        "3 contributions n’ont pas été publiées : Nomme une personne (2), Propos injurieux (1). "
        "4 contributions hors sujet sont gardées « au frigo », pour une autre occasion."
    ) in texte


def test_one_contribution_put_aside_is_told_in_the_singular() -> None:
    contenu = make_compte_rendu(non_publiees=(("Propos injurieux", 1),), frigo=1)
    texte = read_text(render_pdf(contenu))
    assert "1 contribution n’a pas été publiée" in texte
    assert "1 contribution hors sujet est gardée « au frigo »" in texte


def test_what_waits_is_taken_back_or_contested_is_counted_too() -> None:
    contenu = make_compte_rendu(
        non_publiees=(), frigo=0, attente=2, retirees=1, desaccords=3, reponses=2
    )
    texte = read_text(render_pdf(contenu))
    assert (
        "2 contributions attendent encore d’être relues. "
        "1 texte a été retiré par son auteur, ou effacé à sa demande. "
        "3 désaccords ont été dits par des auteurs sur ce que leur parole est devenue ; "
        "2 ont reçu une réponse."
    ) in texte
    assert "Toutes les contributions reçues ont été publiées" not in texte
    alone = make_compte_rendu(attente=1, retirees=2, desaccords=1, reponses=0)
    texte = read_text(render_pdf(alone))
    assert "1 contribution attend encore d’être relue." in texte
    assert "2 textes ont été retirés par leurs auteurs, ou effacés à leur demande." in texte
    assert "1 désaccord a été dit par des auteurs" in texte
    assert "aucun n’a encore reçu de réponse" in texte


def test_the_dates_to_come_have_their_days() -> None:
    suivante = ProchaineEtape(texte="Comité de pilotage.", le=date(2026, 12, 1))
    texte = read_text(render_pdf(make_compte_rendu(prochaines_dates=(suivante,))))
    assert (
        "Prochaines dates Vendredi 25 septembre 2026 Réunion de retour avec toutes les personnes "
        "venues au café. Mardi 1er décembre 2026 Comité de pilotage. Validation"
    ) in texte


def test_the_next_step_may_have_no_day() -> None:
    etape = ProchaineEtape(texte="La date sera annoncée par affiche.")
    texte = read_text(render_pdf(make_compte_rendu(prochaine_etape=etape)))
    assert "Prochaines dates La date sera annoncée par affiche." in texte


def test_it_says_how_far_it_has_come_and_what_was_amended() -> None:
    validation = Validation(
        etat="Validé le 3 juillet 2026 par Chloé Arnaud",
        numero=2,
        motif="Correction du nombre de voix",
        amendements="Page 2, lire « ligne 4 ».",
    )
    texte = read_text(render_pdf(make_compte_rendu(validation=validation)))
    assert (
        "État : Validé le 3 juillet 2026 par Chloé Arnaud, version 2 "
        "(Correction du nombre de voix). Amendements : Page 2, lire « ligne 4 »."
    ) in texte


def test_a_séance_where_nothing_was_said_yet_says_so() -> None:
    contenu = make_compte_rendu(
        questions=(),
        preconisations=(),
        suites=(),
        non_publiees=(),
        frigo=0,
        prochaine_etape=None,
    )
    texte = read_text(render_pdf(contenu))
    for phrase in (
        "Aucune question n’a été posée.",
        "Aucune préconisation n’est encore rédigée à partir de cette séance.",
        "Toutes les contributions reçues ont été publiées.",
        "La prochaine étape n’est pas encore fixée.",
    ):
        assert phrase in texte
    assert "Suites données" not in texte
    assert "frigo" not in texte


def test_a_recueil_over_weeks_gives_its_first_and_last_day() -> None:
    entete = replace(ENTETE, fin=datetime(2026, 7, 3, 20, 0, tzinfo=UTC), lieu=None)
    page = read_pages(render_pdf(make_compte_rendu(entete=entete)))[0]
    assert "Date : Du 11 juin 2026 au 3 juillet 2026 Rédaction" in page


def test_a_regroupement_that_leads_nowhere_yet_says_so() -> None:
    groupe = replace(SE_DEPLACER.regroupements[0], suites=())
    contenu = make_compte_rendu(questions=(replace(SE_DEPLACER, regroupements=(groupe,)),))
    assert "3 voix sur 5 Sans suite inscrite" in read_text(render_pdf(contenu))


def test_markup_and_odd_signs_are_printed_as_typed_everywhere() -> None:
    piege = "<b>&amp;</b> 🥐 <script>"
    lu = "<b>&amp;</b> [croissant] <script>"
    fiche = FicheLiee(numero="<1>", intitule=piege, nature=piege, motif=piege)
    contenu = make_compte_rendu(
        entete=replace(ENTETE, seance=piege, demarche=piege, lieu=piege, redacteur=piege),
        questions=(make_question(say(piege, "<i>"), titre=piege),),
        preconisations=(replace(BUS, numero='"<&', intitule=piege, fiches=(fiche,)),),
        suites=(SuiteDonnee(parole=piege, type=piege, structure=piege, motif=piege),),
        non_publiees=((piege, 2),),
        prochaine_etape=ProchaineEtape(texte=piege),
    )
    texte = read_text(render_pdf(contenu))
    assert "🥐" not in texte
    assert f"<i> « {lu} »" in texte
    assert f'Préconisation "<&. {lu}' in texte
    # Title, démarche and place; running heads aside, each other field once or more.
    assert texte.count(lu) >= 15


def test_an_emptied_regroupement_is_still_told() -> None:
    question = make_question(titre="Un groupe défait")
    texte = read_text(render_pdf(make_compte_rendu(questions=(question,))))
    assert "Un groupe défait 0 voix" in texte
