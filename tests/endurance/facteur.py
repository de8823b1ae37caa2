"""Posts words as phones would and logs each yes before the next word: a process of its own.

    python -m tests.endurance.facteur URL CODE LOG STOP PHONES SEED

One line of LOG (flushed to the disk) per 2xx: ``id client_id``. A word without an answer is
sent again with the same ``client_id`` until there is one. Stops when the file STOP exists,
once every word begun has its answer.
"""

from __future__ import annotations

import http.client
import http.cookiejar
import json
import os
import random
import re
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
import uuid
from pathlib import Path
from typing import IO

PAUSE = 0.05


class Telephone(threading.Thread):
    """One phone: its cookies, its token, its words one after the other."""

    def __init__(self, url: str, code: str, log: IO[str], stop: Path, seed: int) -> None:
        super().__init__()
        self.url, self.code, self.log, self.stop = url, code, log, stop
        self.random = random.Random(seed)
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )
        self.token = ""
        self.questions: list[str] = []

    def run(self) -> None:
        """Post until told to stop."""
        self.enter()
        while not self.stop.exists():
            client_id = str(uuid.uuid4())
            texte = f"Parole {client_id} " + "mot " * self.random.randint(1, 20)
            question = self.random.choice(self.questions)
            while not (answer := self.post(client_id, question, texte)):
                PACE.wait(PAUSE)
            with LOCK:
                self.log.write(f"{answer['id']} {answer['client_id']}\n")
                self.log.flush()
                os.fsync(self.log.fileno())
            PACE.wait(self.random.random() * PAUSE)

    def enter(self) -> None:
        """Scan the code: the page gives cookies and a token, the state the questions."""
        while not self.token:
            try:
                with self.opener.open(f"{self.url}/s/{self.code}", timeout=5) as page:
                    found = re.search(r'name="csrf-token" content="([^"]+)"', page.read().decode())
                with self.opener.open(f"{self.url}/s/{self.code}/etat.json", timeout=5) as state:
                    self.questions = [q["id"] for q in json.load(state)["questions"]]
                self.token = found[1] if found else ""
            except (OSError, http.client.HTTPException):
                PACE.wait(PAUSE)

    def post(self, client_id: str, question: str, texte: str) -> dict[str, str] | None:
        """One try; None when no answer came or the server asks to wait."""
        form = {
            "csrf_token": self.token,
            "client_id": client_id,
            "question": question,
            "categorie": "mon_idee",
            "texte": texte,
        }
        request = urllib.request.Request(
            f"{self.url}/s/{self.code}/contributions",
            data=urllib.parse.urlencode(form).encode(),
            headers={"Accept": "application/json"},
        )
        try:
            with self.opener.open(request, timeout=10) as answer:
                found: dict[str, str] = json.load(answer)
                return found
        except urllib.error.HTTPError as refusal:
            if refusal.code in (429, 503):
                return None
            raise
        except (OSError, http.client.HTTPException, ValueError):
            return None


LOCK = threading.Lock()
PACE = threading.Event()  # never set: phones pause between two tries


def main() -> int:
    """Run the phones; the exit code is 1 if one of them met a refusal."""
    url, code, log_name, stop_name, phones, seed = sys.argv[1:]
    failed: list[object] = []
    threading.excepthook = lambda args: failed.append(args.exc_value)
    with Path(log_name).open("a", encoding="utf-8") as log:
        threads = [
            Telephone(url, code, log, Path(stop_name), int(seed) * 1000 + rank)
            for rank in range(int(phones))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    for problem in failed:
        print(problem, file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
