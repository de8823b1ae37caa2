"""How messages reach boards and phones: whole, in order, once, and nobody waits for the slowest."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import gevent
import pytest
from flask import Flask
from flask_socketio import SocketIO, join_room
from gevent import socket
from gevent.pywsgi import WSGIServer

from cafe.live import transport
from tests.live.prise import Prise

LONG = "x" * 20_000  # a hundred of these fill any socket's buffers


@dataclass
class Serveur:
    """A server with one room, and what went the ordinary way."""

    socketio: SocketIO
    port: int
    ouvertes: list[Prise] = field(default_factory=list)
    par_la_file: list[str] = field(default_factory=list)

    def open(self, *, tampon: int | None = None) -> Prise:
        prise = Prise(self.port, tampon=tampon)
        self.ouvertes.append(prise)
        return prise

    def join(self, *, tampon: int | None = None) -> Prise:
        prise = self.open(tampon=tampon)
        prise.join("tableau")
        self.par_la_file.clear()  # the handshake goes that way
        return prise

    def emit(self, *valeurs: object) -> None:
        self.socketio.emit("fragments", valeurs, to="tableau")

    def present(self) -> int:
        return len(list(self.socketio.server.manager.get_participants("/", "tableau")))


@pytest.fixture
def serveur(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serveur]:
    app = Flask(__name__)
    socketio = SocketIO(async_mode="gevent", ping_interval=3600)
    socketio.init_app(app)
    socketio.on_event("join", lambda salle: join_room(salle) or True)
    transport.install(socketio)
    app.wsgi_app = transport.wrap_wsgi(app.wsgi_app)  # type: ignore[method-assign]
    serveur_http = WSGIServer(("127.0.0.1", 0), app, log=None)
    serveur_http.start()
    serveur = Serveur(socketio, serveur_http.server_port)
    moteur = socketio.server.eio
    ordinaire = moteur.send_packet

    def send_packet(sid: str, paquet: object) -> None:
        serveur.par_la_file.append(sid)
        ordinaire(sid, paquet)

    monkeypatch.setattr(moteur, "send_packet", send_packet)
    with gevent.Timeout(20):
        yield serveur
    for prise in serveur.ouvertes:
        prise.close()
    moteur.shutdown()
    serveur_http.stop()


def wait_until(condition: Callable[[], bool]) -> None:
    while not condition():
        gevent.sleep(0.005)


def request(port: int, methode: str, suite: str, corps: str = "") -> str:
    """One long-polling request; the body of its answer."""
    with socket.create_connection(("127.0.0.1", port)) as sock:
        sock.sendall(
            f"{methode} /socket.io/?EIO=4&transport=polling{suite} HTTP/1.0\r\nHost: 127.0.0.1\r\n"
            f"Content-Length: {len(corps)}\r\n\r\n{corps}".encode()
        )
        lu = b""
        while morceau := sock.recv(65536):
            lu += morceau
    return lu.split(b"\r\n\r\n", 1)[1].decode()


def join_by_polling(port: int) -> str:
    """A client of long-polling in the room: its session id."""
    sid = str(json.loads(request(port, "GET", "")[1:])["sid"])
    request(port, "POST", f"&sid={sid}", "40")
    request(port, "GET", f"&sid={sid}")
    request(port, "POST", f"&sid={sid}", '421["join","tableau"]')
    assert request(port, "GET", f"&sid={sid}") == "431[true]"
    return sid


def test_an_offer_to_compress_messages_is_not_taken_up(serveur: Serveur) -> None:
    prise = serveur.open()
    prise.upgrade()
    assert prise.entete.startswith("HTTP/1.1 101")
    assert "sec-websocket-extensions" not in prise.entete.lower()


def test_two_boards_get_identical_frames_by_the_short_way(serveur: Serveur) -> None:
    un, deux = serveur.join(), serveur.join()
    for numero in range(20):
        serveur.emit({"numero": numero, "html": "<p>é ü ’</p>" * numero})
    recus = [[prise.frame() for _ in range(20)] for prise in (un, deux)]
    assert recus[0] == recus[1]
    assert [json.loads(charge[2:])[1]["numero"] for _, charge in recus[0]] == list(range(20))
    assert serveur.par_la_file == []


def test_a_slow_reader_gets_everything_in_order_and_delays_nobody(serveur: Serveur) -> None:
    lent, autre = serveur.join(tampon=4096), serveur.join()
    for numero in range(200):
        serveur.emit(numero, LONG)
        assert autre.event() == ["fragments", numero, LONG]
    assert serveur.par_la_file
    for numero in range(200):
        assert lent.event() == ["fragments", numero, LONG]


def test_once_it_has_caught_up_a_slow_reader_is_served_the_short_way_again(
    serveur: Serveur,
) -> None:
    lent = serveur.join(tampon=4096)
    for numero in range(200):
        serveur.emit(numero, LONG)
    for _ in range(200):
        lent.event()
    serveur.par_la_file.clear()
    serveur.emit("encore")
    assert lent.event() == ["fragments", "encore"]
    assert serveur.par_la_file == []


def test_a_pong_waits_for_the_end_of_a_long_frame(serveur: Serveur) -> None:
    prise = serveur.join(tampon=4096)
    serveur.emit("y" * 8_000_000)
    prise.send("toujours là", code=9)
    gevent.sleep(0)
    tete, charge = prise.frame()
    assert (tete, len(charge)) == (0x81, len('42["fragments",""]') + 8_000_000)
    assert prise.frame() == (0x8A, "toujours là".encode())


def test_a_reader_that_stays_away_is_cut_and_the_others_miss_nothing(serveur: Serveur) -> None:
    parti, autre = serveur.join(tampon=4096), serveur.join()
    for numero in range(transport.MAX_WAITING + 300):
        serveur.emit(numero, LONG)
        assert autre.event() == ["fragments", numero, LONG]
    wait_until(lambda: serveur.present() == 1)
    parti.wait_for_the_end()
    serveur.emit("encore")
    assert autre.event() == ["fragments", "encore"]


def test_a_cut_reader_can_come_back(serveur: Serveur) -> None:
    parti = serveur.join(tampon=4096)
    for numero in range(transport.MAX_WAITING + 300):
        serveur.emit(numero, LONG)
    wait_until(lambda: serveur.present() == 0)
    parti.close()
    revenu = serveur.join()
    serveur.emit("encore")
    assert revenu.event() == ["fragments", "encore"]


def test_a_client_that_leaves_is_forgotten_with_its_line(serveur: Serveur) -> None:
    prise, autre = serveur.join(), serveur.join()
    prise.close()
    serveur.emit("personne ?")
    wait_until(lambda: serveur.present() == 1)
    assert autre.event() == ["fragments", "personne ?"]
    lignes = serveur.socketio.server._send_eio_packet.__self__._lines
    wait_until(lambda: len(lignes) == 1)


def test_a_closing_message_is_answered_by_the_end_of_the_connection(serveur: Serveur) -> None:
    prise = serveur.join()
    prise.send("\x03\xe8", code=8)
    assert prise.frame()[0] == 0x88
    prise.wait_for_the_end()
    wait_until(lambda: serveur.present() == 0)


def test_a_message_too_long_is_cut_before_it_has_been_read_whole(serveur: Serveur) -> None:
    prise = serveur.join()
    limite = serveur.socketio.server.eio.max_http_buffer_size
    entete = b"\x81\xff" + (100 * limite).to_bytes(8, "big") + b"\0\0\0\0"
    prise.sock.sendall(entete + b"a" * (limite + 1))
    prise.wait_for_the_end()
    wait_until(lambda: serveur.present() == 0)


def test_a_client_of_long_polling_gets_the_same_messages(serveur: Serveur) -> None:
    sid = join_by_polling(serveur.port)
    prise = serveur.join()
    serveur.emit({"numero": 1})
    serveur.emit({"numero": 2})
    assert [prise.event()[1], prise.event()[1]] == [{"numero": 1}, {"numero": 2}]
    lu = request(serveur.port, "GET", f"&sid={sid}").split("\x1e")
    assert lu == ['42["fragments",{"numero":1}]', '42["fragments",{"numero":2}]']


def test_a_client_of_long_polling_that_stays_away_is_closed(serveur: Serveur) -> None:
    join_by_polling(serveur.port)
    for numero in range(transport.MAX_WAITING + 1):
        serveur.emit(numero)
    wait_until(lambda: serveur.present() == 0)


def test_nothing_is_lost_or_turned_round_while_a_client_leaves_polling(serveur: Serveur) -> None:
    sid = join_by_polling(serveur.port)
    prise = serveur.open()
    prise.upgrade(sid)
    serveur.emit(1)
    prise.send("2probe")
    assert prise.message() == "3probe"
    serveur.emit(2)
    attente = request(serveur.port, "GET", f"&sid={sid}")
    serveur.emit(3)
    prise.send("5")
    wait_until(lambda: not serveur.socketio.server.eio.sockets[sid].upgrading)
    serveur.emit(4)
    lus = [texte for texte in attente.split("\x1e") if texte != "6"]
    while len(lus) < 4:
        if (message := prise.message()) != "6":
            lus.append(message)
    assert lus == [f'42["fragments",{numero}]' for numero in (1, 2, 3, 4)]


def test_a_binary_message_goes_the_ordinary_way_and_what_follows_waits(serveur: Serveur) -> None:
    prise = serveur.join()
    serveur.emit(b"\x00\x01")
    serveur.emit("ensuite")
    assert prise.message() == '451-["fragments",{"_placeholder":true,"num":0}]'
    assert prise.frame() == (0x82, b"\x00\x01")
    assert prise.event() == ["fragments", "ensuite"]


@pytest.mark.parametrize("taille", [0, 1, 125, 126, 65535, 65536])
def test_a_frame_announces_its_length_at_every_size(serveur: Serveur, taille: int) -> None:
    prise = serveur.join()
    prise.recu = transport.text_frame("z" * taille)
    assert prise.frame() == (0x81, b"z" * taille)
    assert prise.recu == b""
