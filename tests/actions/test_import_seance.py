"""A séance as a file: out, then in on an empty base, field by field; and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, func, select

from cafe.access.jetons import hash_jeton
from cafe.actions.core import NotAllowed, Refusal
from cafe.actions.import_seance import BilanSeance, import_seance
from cafe.actions.isolees import mark_lone_voice
from cafe.actions.moderation import refuse_contribution
from cafe.actions.notes import correct_ligne
from cafe.actions.partages import split_contribution
from cafe.actions.rapprochements import bring_together
from cafe.actions.retouches import erase_contribution
from cafe.actions.syntheses import erase_synthese, save_synthese
from cafe.extensions import db
from cafe.formats.seance_json import read_seance, write_seance
from cafe.formats.seance_schema import SEANCE, SECTIONS, Nature
from cafe.models import (
    Base,
    CodeSeance,
    Contribution,
    Effacement,
    EtatScrutin,
    Evenement,
    Ligne,
    MotifModeration,
    NatureLigne,
    Organisme,
    Participant,
    Phase,
    Scrutin,
    Seance,
    Signalement,
    SyntheseVersion,
)
from cafe.models.base import new_id, table_of
from cafe.models.relecture import queue_of
from cafe.models.scrutin_lecture import result_of
from cafe.models.seance_fichier import CALCULES, MODELES
from cafe.models.tableau import board_state
from cafe.models.verification import check_chain
from cafe.models.visibilite import Regard
from cafe.pilotage.exports_seance_json import seance_as_values
from tests import factories
from tests.conftest import Monde
from tests.rencontre_pleine import Rencontre, build_rencontre
from tests.votes import make_urne


@pytest.fixture
def rencontre(monde: Monde) -> Rencontre:
    return build_rencontre(monde)


def exported(seance_id: str, regard: Regard = Regard.TABLEAU) -> bytes:
    db.session.rollback()
    return write_seance(
        *seance_as_values(db.session(), db.session.get_one(Seance, seance_id), regard)
    )


def body(data: bytes) -> dict[str, Any]:
    """The file without what names the installation it comes from."""
    found: dict[str, Any] = json.loads(data)
    return {key: value for key, value in found.items() if key not in ("installation", "numero")}


def empty_base() -> None:
    """What another installation holds: nothing."""

    def job(session: Any) -> None:
        for table in reversed(Base.metadata.sorted_tables):
            if table.name != "installation":
                session.execute(delete(table))

    factories.build(job)
    db.session.rollback()


def elsewhere(data: bytes) -> tuple[str, BilanSeance]:
    """Take a file in on an empty base; returns its démarche and what came in."""
    empty_base()
    demarche = factories.make_demarche("Une autre installation")
    chef = factories.identite(factories.make_compte("Eve", factories.Role.CHEF_DE_PROJET, demarche))
    return demarche, import_seance(par=chef, demarche_id=demarche, lue=read_seance(data))


def test_a_séance_goes_out_and_comes_in_field_by_field(rencontre: Rencontre) -> None:
    data = exported(rencontre.seance)
    before = body(data)
    assert [nom for nom in SECTIONS if not before[nom]] == []  # one row of each kind at least
    demarche, bilan = elsewhere(data)
    assert bilan.seance_id == rencontre.seance
    assert body(exported(rencontre.seance)) == before
    assert db.session.get_one(Seance, rencontre.seance).demarche_id == demarche
    assert db.session.query(Contribution).filter_by(langue="ar").count() == 1
    assert check_chain(db.session()).fautes == ()


def test_what_leaves_the_team_comes_in_too_without_the_rest(rencontre: Rencontre) -> None:
    data = exported(rencontre.seance, Regard.DOCUMENT)
    assert b"Le voisin" not in data
    before = body(data)
    elsewhere(data)
    assert body(exported(rencontre.seance)) == before


def test_a_text_that_came_in_without_its_past_is_followed_by_the_next(
    monde: Monde, rencontre: Rencontre
) -> None:
    data = exported(rencontre.seance, Regard.DOCUMENT)
    (line,) = (row for row in body(data)["versions_de_lignes"] if "réparé" in row["texte"])
    assert line["rang"] == 2
    demarche, _ = elsewhere(data)
    eve = factories.identite(factories.make_compte("Paul", factories.Role.ANIMATEUR, demarche))
    said = {"par": eve, "ligne_id": line["ligne_id"], "nature": NatureLigne.ECHANGE}
    correct_ligne(**said, texte="Le banc est repeint.")
    assert db.session.get_one(Ligne, line["ligne_id"]).texte == "Le banc est repeint."


def test_what_tables_say_travels_and_only_what_they_approved_leaves_the_team(
    monde: Monde, rencontre: Rencontre
) -> None:
    inside = body(exported(rencontre.seance))
    assert [row["texte"] for row in inside["versions_de_syntheses"]] == [
        "Des bancs.",
        "Des bancs à l’ombre.",
    ]
    assert inside["effectifs_de_tables"][0]["nombre"] == 9
    assert sum(row["etoile_le"] is not None for row in inside["contributions"]) == 1
    outside = body(exported(rencontre.seance, Regard.DOCUMENT))
    assert [row["texte"] for row in outside["versions_de_syntheses"]] == ["Des bancs à l’ombre."]
    tablee, tour = inside["tables"][0]["id"], inside["tours"][0]["id"]
    save_synthese(par=monde.bruno, tablee_id=tablee, tour_id=tour, texte="Autre.", version=2)
    assert body(exported(rencontre.seance, Regard.DOCUMENT))["syntheses"] == []


def test_an_erased_synthese_comes_in_as_a_gap_that_the_register_knows(
    monde: Monde, rencontre: Rencontre
) -> None:
    synthese = body(exported(rencontre.seance))["syntheses"][0]["id"]
    erase_synthese(par=monde.chloe, synthese_id=synthese, motif="demande")
    elsewhere(exported(rencontre.seance))
    db.session.rollback()
    assert set(db.session.scalars(select(SyntheseVersion.texte))) == {None}
    assert synthese in db.session.scalars(select(Effacement.contribution_id)).all()


def test_a_split_idea_and_near_words_travel_whole_and_outside_by_their_parts(monde: Monde) -> None:
    whole = factories.post(monde.ana, monde.question, "Des bancs et de l’ombre").id
    parts = split_contribution(
        par=monde.bruno,
        contribution_id=whole,
        parties=("Des bancs", "et de l’ombre"),
        client_id=new_id(),
        version=None,
    )
    near = factories.post(monde.ana, monde.question, "Des bancs partout").id
    bring_together(par=monde.bruno, contribution_id=near, principale_id=parts[0], version=None)
    mark_lone_voice(par=monde.bruno, contribution_id=parts[1], isolee=True, version=None)
    outside = body(exported(monde.seance, Regard.DOCUMENT))
    assert [row["texte"] for row in outside["versions_de_contributions"]].count(None) == 0
    assert {row["id"] for row in outside["contributions"]} == {*parts, near}
    assert [row["origine_id"] for row in outside["contributions"]] == [None] * 3
    data = exported(monde.seance)
    assert body(data)["seance"]["phase"] == "ouverte"
    elsewhere(data)
    db.session.rollback()
    (top, alone) = board_state(db.session(), monde.seance, monde.question).libres
    assert [card.id for card in top.proches] == [near]
    assert (top.id, alone.id, alone.isolee) == (*parts, True)
    assert check_chain(db.session()).fautes == ()


def test_what_local_lists_point_at_is_to_be_read_here_too(monde: Monde) -> None:
    insult, insult_refused, plain = (
        factories.post(monde.ana, monde.question, texte).id
        for texte in ("Mon voisin est un abruti", "Quels abrutis", "Un banc")
    )
    refuse_contribution(
        par=monde.bruno,
        contribution_id=insult_refused,
        motif=MotifModeration.PROPOS_BLESSANT,
        precision="",
        version=None,
    )
    elsewhere(exported(monde.seance))
    db.session.rollback()
    rows = [db.session.get_one(Contribution, id_) for id_ in (insult, insult_refused, plain)]
    assert [row.signalement for row in rows] == [Signalement.INSULTE, Signalement.INSULTE, None]
    assert [row.signalement_vu_le is not None for row in rows] == [False, True, False]
    queue = queue_of(db.session(), db.session.get_one(Seance, monde.seance))
    assert [waiting.id for waiting in queue] == [insult]


def test_an_erased_family_comes_in_erased_and_registered(monde: Monde) -> None:
    whole = factories.post(monde.ana, monde.question, "Des bancs et de l’ombre").id
    parts = split_contribution(
        par=monde.bruno,
        contribution_id=whole,
        parties=("Des bancs", "et de l’ombre"),
        client_id=new_id(),
        version=None,
    )
    erase_contribution(par=monde.chloe, contribution_id=parts[0], motif="demande")
    data = exported(monde.seance)
    assert b"bancs" not in data
    elsewhere(data)
    db.session.rollback()
    assert set(db.session.scalars(select(Effacement.contribution_id))) == {whole, *parts}
    assert check_chain(db.session()).fautes == ()


# What rows had not yet before version 3.
OLDER = {
    "tables": ("hote",),
    "contributions": ("etoile_le",),
    "etapes": (
        *("nature", "tour_id", "ecran", "consigne"),
        *("debut_le", "fin_prevue_le", "pause_le", "ecartee_le"),
    ),
}


def test_a_file_of_an_earlier_version_still_comes_in(rencontre: Rencontre) -> None:
    file = json.loads(exported(rencontre.seance))
    for version, lists in (
        (4, ("versions_de_regroupements", "rapprochements", "decisions_de_moderation")),
        (3, ("scrutins", "cartes_de_scrutins", "bulletins", "papiers_de_scrutins")),
        (2, ("syntheses", "versions_de_syntheses", "effectifs_de_tables")),
        (1, ("traductions",)),
    ):
        file["version"] = version
        for nom in lists:
            del file[nom]
        for row in file["contributions"]:
            for key in ("partie", "isolee_le"):
                row.pop(key, None)
        for nom, keys in OLDER.items() if version < 3 else ():
            for row in file[nom]:
                for key in keys:
                    row.pop(key, None)
        _, came = elsewhere(json.dumps(file).encode())
        assert came.comptes["syntheses"] == (1 if version >= 3 else 0)
        assert came.comptes["scrutins"] == (2 if version == 4 else 0)
        assert came.comptes["tables"] == 1


def test_a_vote_travels_with_its_totals_and_not_who_voted_what(rencontre: Rencontre) -> None:
    def counted() -> list[tuple[int, int]]:
        db.session.rollback()
        (row,) = db.session.scalars(select(Scrutin).where(Scrutin.etat == EtatScrutin.CLOS))
        result = result_of(db.session(), row)
        assert (result.votants, result.presents) == (2, 104)
        return [(total.telephone, total.papier) for total in result.totaux]

    file = body(exported(rencontre.seance))
    assert [row["votant"] for row in file["bulletins"]] == [1, 1, 2]
    people = {row["id"] for row in file["participants"]}
    assert not [id_ for id_ in people if id_ in json.dumps(file["bulletins"])]
    assert [row["total"] for row in file["papiers_de_scrutins"]] == [16, 61]
    before = counted()
    elsewhere(exported(rencontre.seance))
    assert counted() == before == [(3, 61), (1, 0)]


def test_outside_the_team_a_vote_is_in_the_file_once_the_room_has_seen_it(
    monde: Monde, rencontre: Rencontre
) -> None:
    def titles(regard: Regard) -> list[str]:
        return [row["titre"] for row in body(exported(rencontre.seance, regard))["scrutins"]]

    assert titles(Regard.TABLEAU) == ["Que faire d’abord ?", "Et ensuite ?"]
    assert titles(Regard.DOCUMENT) == ["Que faire d’abord ?"]
    refuse_contribution(
        par=monde.bruno,
        contribution_id=rencontre.publiee,
        motif=MotifModeration.PERSONNE_NOMMEE,
        precision="",
        version=None,
    )
    outside = body(exported(rencontre.seance, Regard.DOCUMENT))
    assert [row["contribution_id"] for row in outside["cartes_de_scrutins"]] == [None]
    assert [row["points"] for row in outside["bulletins"]] == [1, 2]
    assert [row["total"] for row in outside["papiers_de_scrutins"]] == [61]
    elsewhere(json.dumps(outside | {"installation": "", "numero": 0}).encode())


def test_a_hidden_vote_under_way_is_not_in_the_file(monde: Monde) -> None:
    make_urne(monde)
    assert body(exported(monde.seance))["scrutins"] == []


def test_a_séance_does_not_come_in_twice(monde: Monde, rencontre: Rencontre) -> None:
    lue = read_seance(exported(rencontre.seance))
    with pytest.raises(Refusal, match="seance_deja_la"):
        import_seance(par=monde.chloe, demarche_id=monde.demarche, lue=lue)


def test_nobody_can_act_for_those_who_spoke_elsewhere(rencontre: Rencontre) -> None:
    data = exported(rencontre.seance)
    secrets = set(db.session.scalars(select(Participant.jeton_hash)))
    assert not [secret for secret in secrets if secret.encode() in data]
    elsewhere(data)
    db.session.rollback()
    held = db.session.scalars(select(Participant)).all()
    assert len(held) == 4  # two who wrote, and whoever each of two ballots was
    assert secrets.isdisjoint({row.jeton_hash for row in held})
    assert hash_jeton("") not in {row.jeton_hash for row in held}
    assert db.session.scalar(select(func.count()).select_from(CodeSeance)) == 0


def test_the_import_is_told_in_the_journal_by_ids_alone(rencontre: Rencontre) -> None:
    elsewhere(exported(rencontre.seance))
    db.session.rollback()
    (event,) = db.session.scalars(select(Evenement).where(Evenement.nature == "SeanceImported"))
    assert event.seance_id == rencontre.seance
    assert "banc" not in str(event.details)


def test_a_structure_of_the_same_name_is_not_made_twice(monde: Monde, rencontre: Rencontre) -> None:
    data = exported(rencontre.seance)
    empty_base()
    demarche = factories.make_demarche()
    chef = factories.identite(factories.make_compte("Eve", factories.Role.CHEF_DE_PROJET, demarche))

    def job(session: Any) -> str:
        from cafe import clock

        row = Organisme(demarche_id=demarche, nom="Le bailleur social", cree_le=clock.now())
        session.add(row)
        session.flush()
        return str(row.id)

    here = factories.build(job)
    import_seance(par=chef, demarche_id=demarche, lue=read_seance(data))
    db.session.rollback()
    assert list(db.session.scalars(select(Organisme.id))) == [here]
    assert {s["organisme_id"] for s in json.loads(exported(rencontre.seance))["suites"]} == {here}


def test_an_open_séance_comes_in_ended(rencontre: Rencontre) -> None:
    file = json.loads(exported(rencontre.seance))
    file["seance"] |= {"phase": "ouverte", "terminee_le": None}
    elsewhere(json.dumps(file).encode())
    db.session.rollback()
    row = db.session.get_one(Seance, rencontre.seance)
    assert row.phase is Phase.TERMINEE
    assert row.terminee_le is not None


def test_only_a_chef_de_projet_takes_a_séance_in(monde: Monde, rencontre: Rencontre) -> None:
    lue = read_seance(exported(rencontre.seance))
    for par in (monde.bruno, monde.dan):
        with pytest.raises(NotAllowed):
            import_seance(par=par, demarche_id=monde.demarche, lue=lue)


def damaged(change: Callable[[dict[str, Any]], None], data: bytes) -> tuple[str, ...]:
    file = json.loads(data)
    change(file)
    return read_seance(json.dumps(file).encode()).erreurs


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda f: f.update(format="autre"), "Ce fichier n’est pas une rencontre (cafe-seance)."),
        (lambda f: f.update(version=99), "La version 99 de ce format n’est pas connue."),
        (lambda f: f.pop("points"), "Il manque la liste « points »."),
        (lambda f: f["seance"].pop("titre"), "seance : il manque « titre »."),
        (lambda f: f["seance"].update(titre=None), "seance : « titre » ne peut pas être nul."),
        (lambda f: f["seance"].update(titre="x" * 201), "seance : « titre » n’est pas lisible"),
        (lambda f: f["seance"].update(jour="31/12/2026"), "seance : « jour » n’est pas lisible"),
        (
            lambda f: f["seance"].update(jour="9999-12-31"),
            "seance : « jour » : cette année n’est pas possible.",
        ),
        (
            lambda f: f["seance"].update(prochaine_jour="0001-01-01"),
            "« prochaine_jour » : cette année n’est pas possible.",
        ),
        (
            lambda f: f["seance"].update(cree_le="0001-01-01T00:30:00+02:00"),
            "« cree_le » : cette année n’est pas possible.",
        ),
        (
            lambda f: f["seance"].update(heure_debut="10:00+02:00"),
            "« heure_debut » n’est pas lisible",
        ),
        (lambda f: f["seance"].update(cree_le="2026-01-01T10:00"), "« cree_le » n’est pas lisible"),
        (lambda f: f["points"][0].update(ordre="1"), "points, n° 1 : « ordre » n’est pas lisible"),
        (lambda f: f["points"][0].update(id="../1"), "points, n° 1 : « id » n’est pas lisible"),
        (lambda f: f["points"].append(f["points"][0]), "points : un identifiant figure deux fois."),
        (lambda f: f["questions"].clear(), "« question_id » nomme"),
        (lambda f: f["lignes"].append(3), "lignes, n° 3 : il faut un objet entre accolades."),
    ],
)
def test_a_damaged_file_is_told_and_gives_nothing(
    change: Callable[[dict[str, Any]], None], sentence: str, rencontre: Rencontre
) -> None:
    erreurs = damaged(change, exported(rencontre.seance))
    assert any(sentence in erreur for erreur in erreurs), erreurs


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"[]", b"null", b"[" * 100_000, b'{"format":'])
def test_no_bytes_make_the_reader_raise(data: bytes) -> None:
    assert read_seance(data).erreurs


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda f: f["seance"].update(phase="finie"), "seance_code_inconnu"),
        (lambda f: f["contributions"][0].update(statut="vue"), "seance_code_inconnu"),
        (lambda f: f["participants"][0].update(numero=2), "seance_incoherente"),
        (lambda f: f["scrutins"][0].update(etat="perdu"), "seance_code_inconnu"),
        (lambda f: f["scrutins"][0].update(points=10**9), "seance_incoherente"),
        (lambda f: f["scrutins"][0].update(etat="prepare"), "seance_incoherente"),
        (lambda f: f["bulletins"][0].update(points=3), "seance_incoherente"),
        (lambda f: f["bulletins"][0].update(points=-1), "seance_incoherente"),
        (lambda f: f["bulletins"].append(f["bulletins"][0]), "seance_incoherente"),
        (lambda f: f["cartes_de_scrutins"][0].update(regroupement_id=None), "seance_incoherente"),
    ],
)
def test_what_the_base_cannot_hold_is_refused_whole(
    change: Callable[[dict[str, Any]], None], code: str, rencontre: Rencontre
) -> None:
    file = json.loads(exported(rencontre.seance))
    change(file)
    with pytest.raises(Refusal, match=code):
        elsewhere(json.dumps(file).encode())
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Seance)) == 0


# What a file leaves behind, and why: accounts, secrets, traits, locks, what it is put under.
LEFT = {
    "*": {"par", "fin_par", "version", "seance_id", "demarche_id", "saisie_par"},
    "seance": {
        *("mur_numero", "vue", "vue_cible", "message", "message_le"),
        *("rotation", "repetition_de"),
    },
    "tables": {"aide_le"},
    "participants": {
        *("jeton_hash", "recu_hash", "mots_hash", "qualite", "quartier"),
        *("ralenti_le", "ralenti_par"),
    },
    "contributions": {"langue", "signalement", "signalement_vu_le"},
    "questions": {"origine_id"},
    "versions_de_contributions": {"notee_par"},
    "presences": {"membre_id"},
    "groupes": {"ferme_le"},
    "organismes": {"cree_le"},
    "suivis": {"groupe_id"},
    "suites": {"fiche_id"},
    "bulletins": {"id", "participant_id", "rang", "rang_carte", "le"},
}


def test_every_column_is_in_the_file_or_left_for_a_reason() -> None:
    for nom, champs in {"seance": SEANCE, **SECTIONS}.items():
        model = Seance if nom == "seance" else MODELES[nom]
        columns = set(table_of(model).columns.keys())
        written = {champ.cle for champ in champs if (nom, champ.cle) not in CALCULES}
        assert written <= columns, nom
        assert columns - written - LEFT["*"] == LEFT.get(nom, set()), nom


def test_a_text_may_be_as_long_in_the_file_as_in_the_base() -> None:
    for nom, champs in {"seance": SEANCE, **SECTIONS}.items():
        columns = table_of(Seance if nom == "seance" else MODELES[nom]).columns
        for champ in champs:
            if champ.nature is Nature.TEXTE and champ.cle in columns:
                length = getattr(columns[champ.cle].type, "length", None) or 30_000
                assert champ.maximum == length, (nom, champ.cle)
