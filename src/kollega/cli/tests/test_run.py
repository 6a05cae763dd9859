"""`kollega run` for real: the whole product started, used by other commands, killed and stopped."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest


def kollega(data: Path, *arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
    """Run one of the other commands to its end."""
    return subprocess.run(
        [sys.executable, "-m", "kollega", *arguments],
        env=os.environ | {"KOLLEGA_DATA": str(data)},
        input=said,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


class Product:
    """`kollega run` in a process of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])

    def start(self) -> float:
        """Start it and return how many seconds it took until it said that it runs."""
        began = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kollega", "run", "--no-demo", "--port", str(self.port)],
            env=os.environ | {"KOLLEGA_DATA": str(self.data)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.process.stdout is not None
        self.said = ""
        for line in self.process.stdout:
            self.said += line
            if "Stoppa med Ctrl-C" in line:
                return time.monotonic() - began
        raise AssertionError(self.said)

    def processes(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def status(self) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        connection.request("GET", "/halsa", headers={"Host": "localhost"})
        return connection.getresponse().status

    def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        code = self.process.wait(30)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


@pytest.fixture(scope="module")
def product(reachable_folder: Path) -> Iterator[Product]:
    product = Product(reachable_folder / "hela produkten" / "data")
    product.start()
    yield product
    product.end(signal.SIGTERM)


def assert_gone(processes: list[psutil.Process], seconds: float) -> None:
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    assert alive == []


def test_it_answers_and_is_no_demo(product: Product) -> None:
    assert product.status() == 200
    assert kollega(product.data, "demo").returncode == 1, "made without a demo, so for good"


def test_a_second_start_says_where_it_runs(product: Product) -> None:
    again = kollega(product.data, "run")
    assert again.stdout == f"Digital kollega är redan igång: http://localhost:{product.port}\n"
    assert again.returncode == 0


def test_other_commands_use_the_running_database(product: Product) -> None:
    plan = kollega(product.data, "migrate", "--plan")
    assert plan.returncode == 0, plan.stderr
    arguments = [
        "createadmin",
        "--email",
        "Ada@kommun.example",
        "--name",
        "Ada",
        "--password-stdin",
    ]
    weak = kollega(product.data, *arguments, said="kort\n")
    assert weak.returncode == 1
    assert "lösenord" in weak.stdout.lower()
    made = kollega(product.data, *arguments, said="en lång hemlighet 17\n")
    assert made.returncode == 0, made.stdout + made.stderr
    twice = kollega(product.data, *arguments, said="en lång hemlighet 17\n")
    assert twice.returncode == 1
    assert "finns redan" in twice.stdout
    assert product.status() == 200, "using the database must not stop it"


def test_after_kill_9_nothing_is_left_and_the_next_start_is_quick(product: Product) -> None:
    before = product.processes()
    assert {process.name() for process in before} >= {"postgres"}
    product.end(signal.SIGKILL)
    assert_gone(before, seconds=10)
    assert product.start() < 40
    assert product.status() == 200


def test_sigterm_stops_everything(product: Product) -> None:
    before = product.processes()
    assert product.end(signal.SIGTERM) == 0
    assert_gone(before, seconds=1)
    assert not (product.data / "postgres-18" / "postmaster.pid").exists(), (
        "not stopped in good order"
    )
    # The budget is 5 seconds on an idle machine; what must hold everywhere is that work is skipped.
    assert product.start() < 15
    assert "Förbereder" not in product.said
