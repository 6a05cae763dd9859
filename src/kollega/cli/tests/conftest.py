"""Data folders that the server's account can reach, and one database that the tests share."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kollega.cli.postgres import Server, start


@pytest.fixture(scope="session")
def reachable_folder() -> Iterator[Path]:
    """A folder below /tmp; pytest's own are closed to other accounts, such as the one root uses."""
    folder = Path(tempfile.mkdtemp(prefix="kollega-cli-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def data(reachable_folder: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A data folder for one test, with a space and an å in its path, not made yet."""
    parent = reachable_folder / f"på prov {request.node.name}"
    parent.mkdir(mode=0o711)
    yield parent / "data"
    shutil.rmtree(parent)


@pytest.fixture(scope="module")
def server(reachable_folder: Path) -> Iterator[Server]:
    """A running database in a folder with a space and an å in its path."""
    server = start(reachable_folder / "en å" / "data", durable=False)
    yield server
    server.stop()


@pytest.fixture(scope="module", autouse=True)
def no_given_server() -> Iterator[None]:
    """The tests of other rooms point the environment to their database; these must not use it.

    For the whole module: a database or a product that its tests share is started with it too.
    """
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "KOLLEGA_DATA"):
            patch.delenv(name, raising=False)
        yield


as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")
