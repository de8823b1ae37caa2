"""The simulated hall: where it may be aimed, what it writes, how it counts."""

from __future__ import annotations

import random

import pytest

from cafe.demo import deluge as module
from cafe.demo.deluge import Bilan, Deluge, aim
from cafe.demo.phrases import Phrases
from cafe.demo.telephone import Cible, Injoignable, Verdict
from cafe.models.contribution import LONGUEUR_MAX
from tests.demo.lecture import CONTRIBUTIONS


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8000",
        "http://localhost:8000/",
        "http://[::1]:8000",
        "127.0.0.1:8000",
        "http://127.8.9.1:8000",
    ],
)
def test_it_may_be_aimed_at_this_machine(url: str) -> None:
    assert aim(url, "ABC346").port == 8000


@pytest.mark.parametrize(
    "url",
    [
        "http://192.168.1.20:8000",
        "http://cafe.exemple.fr",
        "http://localhost.exemple.fr:8000",
        "http://127.0.0.1.exemple.fr",
        "http://127.0.0.1@exemple.fr",
        "http://0.0.0.0:8000",
        "https://127.0.0.1",
        "http://",
        "",
    ],
)
def test_it_is_never_aimed_anywhere_else(url: str) -> None:
    with pytest.raises(ValueError, match="n’est pas cet ordinateur"):
        aim(url, "ABC346")


def test_texts_are_made_of_the_words_of_the_demo() -> None:
    phrases = Phrases(random.Random(7))
    known = " ".join(c["texte"] for c in CONTRIBUTIONS if c["langue"] == "fr")
    drawn = [phrases.draw() for _ in range(300)]
    assert all(0 < len(texte) <= LONGUEUR_MAX for texte in drawn)
    assert len(set(drawn)) > 200
    assert sum(texte in known for texte in drawn) > 150
    assert max(len(texte) for texte in drawn) > 2 * min(len(texte) for texte in drawn)


class Combine:
    """A phone whose server answers what it was told to, in turn."""

    def __init__(self, *answers: Verdict | Injoignable) -> None:
        self.answers = list(answers)
        self.sent: list[tuple[str, str]] = []
        self.choix = [("q", "mon_idee")]

    def send(self, client_id: str, choix: tuple[str, str], texte: str) -> Verdict:
        self.sent.append((client_id, texte))
        answer = self.answers.pop(0)
        if isinstance(answer, Injoignable):
            raise answer
        return answer


@pytest.fixture
def salle(monkeypatch: pytest.MonkeyPatch) -> Deluge:
    monkeypatch.setattr(module, "sleep", lambda seconds: None)
    return Deluge(Cible("127.0.0.1", 1, "ABC346"), 1, random.Random(7))


def test_an_idea_without_an_answer_is_sent_again_under_the_same_id(salle: Deluge) -> None:
    phone = Combine(Injoignable("coupé"), Verdict(503, attendre=1), Verdict(200, "publiee"))
    salle._send_one(phone)  # type: ignore[arg-type]
    assert len(phone.sent) == 3
    assert len(set(phone.sent)) == 1
    assert (salle.bilan.envoyees, salle.bilan.acceptees) == (1, 1)
    assert not salle.bilan.refus


def test_a_refusal_is_counted_by_its_reason_and_not_tried_again(salle: Deluge) -> None:
    for phone in (
        Combine(Verdict(422, erreur="texte_long")),
        Combine(*[Verdict(429, erreur="trop_vite")] * 3),
        Combine(*[Injoignable("coupé")] * 3),
        Combine(Verdict(201, "en_attente")),
    ):
        salle._send_one(phone)  # type: ignore[arg-type]
        assert phone.answers == []
    assert salle.bilan.refus == {"texte_long": 1, "trop_vite": 1, "sans_reponse": 1}
    assert (salle.bilan.envoyees, salle.bilan.acceptees, salle.bilan.en_attente) == (4, 1, 1)


def test_delays_are_told_in_milliseconds() -> None:
    bilan = Bilan(delais=[n / 1000 for n in range(1, 101)])
    assert bilan.percentile(50) == pytest.approx(50.5)
    assert bilan.percentile(95) == pytest.approx(95.05)
    assert Bilan().percentile(95) == 0
