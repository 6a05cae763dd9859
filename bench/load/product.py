"""The product as anybody starts it, `kollega run`, with its processes to kill."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil

START_SECONDS = 600
ENDS = {
    "worker": "kollega.cli.worker",
    "web": "kollega.cli.web",
    "database": "postgres",
}


class Product:
    """A running product on a free port, with its data in a folder of its own."""

    def __init__(self, data: Path, *, demo: bool = False) -> None:
        self.data = data
        self.demo = demo
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.address = f"http://localhost:{self.port}"

    def start(self) -> None:
        """Start it and wait until it says that it runs."""
        environment = os.environ | {"KOLLEGA_DATA": str(self.data)}
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DJANGO_SETTINGS_MODULE"):
            environment.pop(name, None)
        self.log = (self.data.parent / "said.log").open("w+")
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "kollega",
                "run",
                "--demo" if self.demo else "--no-demo",
                "--port",
                str(self.port),
            ],
            env=environment,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        deadline = time.monotonic() + START_SECONDS
        while "Stoppa med Ctrl-C" not in self.said():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(self.said())
            time.sleep(0.2)

    def said(self) -> str:
        return Path(self.log.name).read_text()

    def parts(self) -> dict[str, psutil.Process]:
        """The product's own processes: worker, web server, database."""
        found = {}
        for process in psutil.Process(self.process.pid).children():
            try:
                command = " ".join(process.cmdline())
            except psutil.Error:
                continue  # it has ended
            for part, mark in ENDS.items():
                if mark in command:
                    found[part] = process
        return found

    def kill(self, part: str) -> int:
        """kill -9; the number of the process that was."""
        process = self.parts()[part]
        process.send_signal(signal.SIGKILL)
        return process.pid

    def wait_for_new(self, part: str, old: int, seconds: float = 60) -> float:
        """Wait until the part runs anew; how long that took."""
        began = time.monotonic()
        while time.monotonic() < began + seconds:
            process = self.parts().get(part)
            if process is not None and process.pid != old:
                return time.monotonic() - began
            time.sleep(0.05)
        raise RuntimeError(f"{part} did not come back in {seconds} s:\n{self.said()}")

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/halsa", headers={"Host": "localhost"})
            return connection.getresponse().status == http.HTTPStatus.OK
        except OSError:
            return False
        finally:
            connection.close()

    def stop(self) -> None:
        """SIGTERM, as anybody stops it."""
        self.process.terminate()
        self.process.wait(60)
        self.log.close()
