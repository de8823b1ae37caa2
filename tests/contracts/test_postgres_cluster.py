"""The tests' own PostgreSQL: private, empty at each turn, and gone at the end."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import sqlalchemy

from tests.postgres import cluster, drop_database, fresh_database


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with cluster() as base:
        yield base


def test_a_fresh_database_is_empty_and_takes_every_letter(base: str) -> None:
    url = fresh_database(base)
    engine = sqlalchemy.create_engine(url)
    with engine.begin() as connection:
        assert sqlalchemy.inspect(connection).get_table_names() == []
        assert connection.exec_driver_sql("SELECT '« Œuvre » 🌱'").scalar() == "« Œuvre » 🌱"
    engine.dispose()
    drop_database(url)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(url.replace("+psycopg", ""))


def test_a_database_can_be_copied_from_a_template(base: str) -> None:
    model = fresh_database(base)
    with psycopg.connect(model.replace("+psycopg", "")) as connection:
        connection.execute("CREATE TABLE idee (texte text)")
    copy = fresh_database(base, template=model.rsplit("/", 1)[1])
    with psycopg.connect(copy.replace("+psycopg", "")) as connection:
        assert connection.execute("SELECT count(*) FROM idee").fetchone() == (0,)


@pytest.fixture
def reachable() -> Iterator[str]:
    """A temporary folder that the server's account may walk down to, unlike pytest's own."""
    folder = tempfile.mkdtemp()
    Path(folder).chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child its parent died")
def test_the_server_goes_when_the_run_is_killed(reachable: str) -> None:
    script = (
        "from tests.postgres import cluster\n"
        "with cluster() as base:\n"
        "    print(base, flush=True)\n"
        "    input()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": reachable},
    ) as run:
        url = run.stdout.readline().strip().replace("+psycopg", "") + "/postgres"
        psycopg.connect(url).close()
        run.kill()
    deadline = time.monotonic() + 20
    while any(Path(reachable).glob("*/data/postmaster.pid")):
        assert time.monotonic() < deadline, "the server outlived the run that started it"
        time.sleep(0.02)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url).close()
