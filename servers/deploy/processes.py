"""Runs what compose.yaml describes as plain processes, and buys something.

    processes.py BINARY FOLDER CONFIG

CONFIG is what `docker compose config` printed. Each service gets its command,
its environment and its health check from there, a root it cannot write to, a
data folder of its own, the image's user, and no privileges.
"""

import json
import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import yaml

START_MAX = 30
STOP_MAX = 20
DOCKERFILE = (Path(__file__).parent / "Dockerfile").read_text()


def from_dockerfile(pattern):
    """What the image says once."""
    return re.search(pattern, DOCKERFILE, re.MULTILINE).groups()


class Service:
    def __init__(self, name, described, binary, folder):
        self.name, self.described, self.process = name, described, None
        self.data = folder / name
        self.data.mkdir()
        self.log = (folder / f"{name}.log").open("w+")
        user, group = from_dockerfile(r"^USER (\d+):(\d+)$")
        data_dir, = from_dockerfile(r"^ENV DATA_DIR=(.+)$")
        self.room = ["bwrap", "--unshare-user", "--uid", user, "--gid", group, "--die-with-parent"]
        self.room += ["--ro-bind", "/usr", "/usr", "--ro-bind", "/etc/hosts", "/etc/hosts"]
        self.room += ["--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64"]
        self.room += ["--ro-bind", str(binary), "/bin/trastienda", "--setenv", "PATH", "/bin"]
        self.room += ["--proc", "/proc", "--dev", "/dev", "--bind", str(self.data), "/data"]
        self.room += ["--remount-ro", "/", "--setenv", "DATA_DIR", data_dir]
        for variable, value in described["environment"].items():
            self.room += ["--setenv", variable, str(value)]

    def words(self, words):
        return [*self.room, "--", *words]

    def start(self):
        command = self.described["command"]
        words = command.split() if isinstance(command, str) else command
        output = {"stdout": self.log, "stderr": self.log, "env": {}}
        self.process = subprocess.Popen(self.words(["trastienda", *words]), **output)
        until = time.monotonic() + START_MAX
        while not self.healthy():
            if self.process.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"{self.name} did not become healthy")
            time.sleep(0.1)
        print(f"{self.name} is healthy")

    def healthy(self):
        kind, *words = self.described["healthcheck"]["test"]
        assert kind == "CMD", kind
        return subprocess.run(self.words(words), env={}, capture_output=True, check=False).returncode == 0

    def stop(self):
        """Ends the program as an engine would, by SIGTERM, and wants a clean end."""
        if self.process is None:
            return
        # bwrap itself passes no signal on; the program is its child.
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        for child in children.split():
            subprocess.run(["kill", "-TERM", child], check=False)
        code = self.process.wait(STOP_MAX)
        if code != 0:
            raise SystemExit(f"{self.name} ended with {code}")
        print(f"{self.name} stopped cleanly")

    def kill(self):
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def call(method, path, document=None):
    """What a browser may send: to the page's origin, without a key."""
    kind = "application/vnd.api+json"
    body = None if document is None else json.dumps(document).encode()
    request = urllib.request.Request(f"http://localhost:5173{path}", body, method=method)
    request.add_header("Accept", kind)
    if body is not None:
        request.add_header("Content-Type", kind)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)["data"]


def buy_something():
    price = {"amount": 1250, "currency": "EUR"}
    attributes = {"sku": "CHECK-1", "name": "Mug", "price": price}
    product = call("POST", "/api/v1/products", {"data": {"type": "products", "attributes": attributes}})
    one = {"product": {"data": {"type": "products", "id": product["id"]}}}
    stock = {"type": "inventory", "attributes": {"quantity": 3}, "relationships": one}
    call("POST", "/api/v1/inventory", {"data": stock})
    order = {"type": "purchases", "attributes": {"quantity": 2}, "relationships": one}
    purchase = call("POST", "/api/v1/purchases", {"data": order})
    left = call("GET", f"/api/v1/inventory/{product['id']}")["attributes"]["available"]
    assert purchase["attributes"]["total"]["amount"] == 2500, purchase
    assert left == 1, left
    print("bought 2 of 3; 1 is left")


def in_order(described):
    """Services behind those they wait for."""
    ready = []
    while len(ready) < len(described):
        ready += [name for name, service in described.items()
                  if name not in ready and set(service.get("depends_on", {})) <= set(ready)]
    return ready


def main():
    binary, folder = Path(sys.argv[1]), Path(sys.argv[2])
    described = yaml.safe_load(Path(sys.argv[3]).read_text())["services"]
    services = [Service(name, described[name], binary, folder) for name in in_order(described)]
    try:
        for service in services:
            service.start()
        buy_something()
        for service in reversed(services):
            service.stop()
    except BaseException:
        for service in services:
            service.log.seek(0)
            print(f"--- {service.name}\n{service.log.read()[-2000:]}", file=sys.stderr)
        raise
    finally:
        for service in services:
            service.kill()


main()
