#!/usr/bin/env python3
"""One machine of the bench: the first process of its namespaces, and what systemd is on a real member.

The tests start it inside network, mount and process namespaces of its own, and talk to it by lines of JSON on stdin and
stdout. When stdin ends it ends, and the kernel ends everything that it started: a test that dies leaves nothing behind.

    {"id": 1, "do": "shell", "text": "ip address"}      ->  {"id": 1, "status": 0, "text": "..."}
    {"id": 2, "do": "systemctl", "words": ["restart", "haproxy"]}
    {"id": 3, "do": "signal", "unit": "haproxy", "signal": 9}   to every process of the unit
    {"id": 4, "do": "hold", "unit": "haproxy"}          its next death is for good; "release" starts it again
    {"id": 5, "do": "freeze"}  {"do": "thaw"}           stops and continues every process
    {"id": 6, "do": "halt"}  {"do": "crash"}  {"do": "boot"}
    {"id": 7, "do": "reset"}                            starts a crash and a boot, one reset after the other; "rest" waits for them

Units are read from their files with their drop-ins (units.py): order, conditions, type, notify, Nice, Restart, RestartSec,
Exec lines.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import units

TOOLS = os.environ.get("LBPROV_TOOLS", "")
NETWORK = "/etc/lbprov-bench/network"  # what networkd does on a real member
SOCKET = "/run/machine.sock"
START_SECONDS = 30.0
# what a machine forgets when its power goes
FORGET = """
nft flush ruleset; ip link delete wg0
for card in public nat; do ip address flush dev $card; ip link set $card down; done
ip rule delete priority 100; ip -6 rule delete priority 100; ip route flush table 51; ip -6 route flush table 51
"""
SERVICE_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

# of a unit's program: it reads nothing, and whatever it says goes to one place
TO_ITSELF: dict = {"stdin": subprocess.DEVNULL, "stderr": subprocess.STDOUT, "start_new_session": True}


def note(text: str) -> None:
    with open("/run/journal", "a", encoding="utf-8", errors="replace") as journal:
        journal.write(f"{time.monotonic():.3f} {text.rstrip()}\n")


class Running:
    """A unit that was started: its main process and what became of it."""

    def __init__(self, unit: units.Unit) -> None:
        self.unit = unit
        self.process: subprocess.Popen[bytes] | None = None
        self.state = "inactive"
        self.wanted = False
        self.held = False

    def environment(self) -> dict[str, str]:
        own = {"PATH": SERVICE_PATH, "LANG": "C.UTF-8", "LBPROV_UNIT": self.unit.name, **self.unit.environment()}
        if self.process is not None:
            own["MAINPID"] = str(self.process.pid)
        return own

    def processes(self) -> list[int]:
        """Every process that the unit started and that is alive: children keep the mark in their environment."""
        mark = f"LBPROV_UNIT={self.unit.name}".encode()
        found = []
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit():
                try:
                    if mark in (folder / "environ").read_bytes().split(b"\0"):
                        found.append(int(folder.name))
                except OSError:
                    continue
        return found

    def signal_all(self, number: int) -> None:
        for pid in self.processes():
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                continue

    def execute(self, key: str) -> bool:
        for line in self.unit.settings.get(key, []):
            environment = self.environment()
            words, ignored = units.arguments(line, environment)
            done = subprocess.run(words, env=environment, check=False, **TO_ITSELF, stdout=journal_file())
            if done.returncode and not ignored:
                note(f"{self.unit.name}: {line} ended with {done.returncode}")
                return False
        return True


def journal_file() -> int:
    global_journal = os.open("/run/journal", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    JOURNALS.append(global_journal)
    while len(JOURNALS) > 64:
        os.close(JOURNALS.pop(0))
    return global_journal


JOURNALS: list[int] = []


class Supervisor:
    """Starts, stops and restarts units, one change at a time."""

    def __init__(self) -> None:
        self.units: dict[str, Running] = {}
        self.enabled: list[str] = []
        self.lock = threading.RLock()
        self.folders = units.folders_of(TOOLS)

    def find(self, name: str) -> Running | None:
        unit = units.read(name, self.folders)
        if unit is None:
            return None
        running = self.units.setdefault(unit.name, Running(unit))
        running.unit = unit
        return running

    def start(self, running: Running) -> bool:
        with self.lock:
            if running.state == "active":
                return True
            running.wanted = True
            if not running.unit.may_start():
                return True
            for folder in running.unit.words("RuntimeDirectory"):
                Path("/run", folder).mkdir(parents=True, exist_ok=True)
            if not running.execute("ExecStartPre"):
                return self.failed(running)
            kind = running.unit.one("Type", "simple")
            if kind == "oneshot":
                fine = running.execute("ExecStart")
                running.state = "active" if fine else "failed"
                return fine and running.execute("ExecStartPost")
            ready = self.launch(running, kind)
            if not ready or not running.execute("ExecStartPost"):
                return self.failed(running)
            return True

    def failed(self, running: Running) -> bool:
        running.state = "failed"
        if running.process is None or running.process.poll() is not None:
            self.again(running, clean=False)
        else:  # it is not ready in time: systemd kills it, and its death is seen like any other
            running.signal_all(signal.SIGKILL)
        return False

    def launch(self, running: Running, kind: str) -> bool:
        running.process = None
        environment = running.environment()
        words, _ = units.arguments(running.unit.settings["ExecStart"][0], environment)
        heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        path = f"/run/notify-{running.unit.name}"
        Path(path).unlink(missing_ok=True)
        heard.bind(path)
        if kind == "notify":
            environment["NOTIFY_SOCKET"] = path
        process = subprocess.Popen(
            ["nice", "-n", running.unit.one("Nice", "0"), *words], env=environment, **TO_ITSELF, stdout=journal_file()
        )
        running.process = process
        ready = kind != "notify" or wait_for_ready(heard, process)
        if ready:
            running.state = "active"
        threading.Thread(target=self.watch, args=(running, process), daemon=True).start()
        threading.Thread(target=drain, args=(heard, process), daemon=True).start()
        return ready

    def watch(self, running: Running, process: "subprocess.Popen[bytes]") -> None:
        status = process.wait()
        if running.process is not process:
            return
        clean = status in (0, -signal.SIGTERM) or str(status) in running.unit.words("SuccessExitStatus")
        note(f"{running.unit.name}: the main process ended with {status}")
        running.state = "inactive" if clean else "failed"
        if running.wanted:
            number = signal.SIGKILL if running.unit.one("KillMode", "") == "mixed" else signal.SIGTERM
            running.signal_all(number)
            self.wait_gone(running, 2)
            running.execute("ExecStopPost")
            self.again(running, clean)

    def again(self, running: Running, clean: bool) -> None:
        restart = running.unit.one("Restart", "no")
        if running.held or not (restart == "always" or (restart == "on-failure" and not clean)):
            return
        threading.Timer(running.unit.span("RestartSec", "100ms"), self.restart_if_wanted, (running,)).start()

    def restart_if_wanted(self, running: Running) -> None:
        with self.lock:
            if running.wanted and not running.held and running.state != "active":
                note(f"{running.unit.name}: starting it again")
                self.start(running)

    def wait_gone(self, running: Running, patience: float) -> None:
        end = time.monotonic() + patience
        while running.processes():
            if time.monotonic() > end:
                running.signal_all(signal.SIGKILL)
            time.sleep(0.005)

    def stop(self, running: Running) -> None:
        with self.lock:
            running.wanted = False
            if running.state == "active":
                running.execute("ExecStop")
            process = running.process
            if process is not None and process.poll() is None:
                kill_mode = running.unit.one("KillMode", "control-group")
                if kill_mode == "control-group":
                    running.signal_all(signal.SIGTERM)
                else:
                    process.terminate()
                running.signal_all(signal.SIGCONT)
                try:
                    process.wait(running.unit.span("TimeoutStopSec", "90s"))
                except subprocess.TimeoutExpired:
                    running.signal_all(signal.SIGKILL)
            running.signal_all(signal.SIGKILL if running.unit.one("KillMode", "") == "mixed" else signal.SIGTERM)
            running.signal_all(signal.SIGCONT)  # as systemd does: one that is stopped could not end
            self.wait_gone(running, running.unit.span("TimeoutStopSec", "90s"))
            running.state = "inactive"
            running.execute("ExecStopPost")

    def systemctl(self, words: list[str]) -> tuple[int, str]:
        quiet = [word for word in words if not word.startswith("-")]
        verb, names = quiet[0], quiet[1:]
        if verb == "daemon-reload":
            return 0, ""
        if verb == "enable":
            self.enabled += [name for name in map(units.full_name, names) if name not in self.enabled]
            if "--now" not in words:
                return 0, ""
            verb = "start"
        answers = [self.apply(verb, name) for name in names]
        return max((status for status, _ in answers), default=0), "".join(text for _, text in answers)

    def apply(self, verb: str, name: str) -> tuple[int, str]:
        running = self.find(name)
        if verb in ("is-active", "is-failed"):
            state = running.state if running is not None else "inactive"
            return (0 if state == verb[3:] else 3), state + "\n"
        if running is None:
            return (0, "") if verb.startswith("try-") else (5, f"Unit {name} not found.\n")
        if verb == "stop":
            self.stop(running)
            return 0, ""
        if verb.startswith("try-") and running.state != "active":
            return 0, ""
        if verb in ("reload", "reload-or-restart", "try-reload-or-restart") and running.state == "active":
            if running.unit.settings.get("ExecReload"):
                return (0, "") if running.execute("ExecReload") else (1, f"{name} was not reloaded\n")
            verb = "restart"
        if verb in ("restart", "try-restart"):
            self.stop(running)
            running = self.find(name) or running
        return (0, "") if self.start(running) else (1, f"Job for {name} failed.\n")

    def boot(self) -> None:
        """What a kernel and systemd do: settings, then the enabled units in order, the network among them."""
        subprocess.run("cat /etc/sysctl.d/*.conf | sysctl -q -p -", shell=True, check=False, start_new_session=True)
        network = units.Unit("systemd-networkd.service", {"After": ["network-pre.target"], "Before": ["network-online.target"]})
        units.take_drop_ins(network, [network.name], self.folders)
        known = [found.unit for found in map(self.find, self.enabled) if found is not None]
        for unit in units.in_order([network, *known]):
            if unit is not network:
                self.start(self.units[unit.name])
            elif network.may_start():
                subprocess.run(["bash", "-e", NETWORK], check=True, start_new_session=True)
            else:
                note(f"{network.name}: its condition does not hold")

    def halt(self, orderly: bool) -> None:
        with self.lock:
            started = [running for running in self.units.values() if running.wanted]
            for running in started:
                running.wanted = running.wanted and orderly
                running.held = False
            if orderly:
                order = [unit.name for unit in units.in_order([running.unit for running in started])]
                for name in reversed(order):
                    self.stop(self.units[name])
            signal_everybody(signal.SIGKILL)
            for running in self.units.values():
                running.state = "inactive"
        subprocess.run(["bash", "-c", FORGET], capture_output=True, check=False, start_new_session=True)
        for path in Path("/run").iterdir():
            if path.name not in ("machine.sock", "journal", "passwd", "group"):
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        for folder in ("haproxy", "wireguard"):
            Path("/run", folder).mkdir(exist_ok=True)


def wait_for_ready(heard: socket.socket, process: "subprocess.Popen[bytes]") -> bool:
    heard.settimeout(0.05)
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            if b"READY=1" in heard.recv(4096):
                return True
        except TimeoutError:
            continue
    return False


def drain(heard: socket.socket, process: "subprocess.Popen[bytes]") -> None:
    """Takes the later notes (reloading, watchdog), so that nobody blocks on a full socket."""
    heard.settimeout(1)
    while process.poll() is None:
        try:
            heard.recv(4096)
        except TimeoutError:
            continue
    heard.close()


def signal_everybody(number: int) -> None:
    """Every process but this one."""
    try:
        os.kill(-1, number)
    except ProcessLookupError:
        pass  # there is nobody


class Machine:
    def __init__(self) -> None:
        self.supervisor = Supervisor()
        self.speaking = threading.Lock()
        self.resetting = threading.Lock()
        self.resets: list[threading.Thread] = []

    def reset(self) -> None:
        with self.resetting:
            self.supervisor.halt(orderly=False)
            self.supervisor.boot()

    def answer(self, request: dict) -> tuple[int, str]:
        supervisor = self.supervisor
        match request["do"]:
            case "shell":
                done = subprocess.run(
                    ["bash", "-c", request["text"]],
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                    check=False,
                    start_new_session=True,
                )
                return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")
            case "systemctl":
                return supervisor.systemctl(request["words"])
            case "signal":
                running = supervisor.units[units.full_name(request["unit"])]
                running.signal_all(request["signal"])
            case "hold":
                supervisor.units[units.full_name(request["unit"])].held = True
            case "release":
                running = supervisor.units[units.full_name(request["unit"])]
                running.held = False
                supervisor.restart_if_wanted(running)
            case "freeze":
                signal_everybody(signal.SIGSTOP)
            case "thaw":
                signal_everybody(signal.SIGCONT)
            case "halt" | "crash" as how:
                supervisor.halt(how == "halt")
            case "boot":
                supervisor.boot()
            case "reset":
                self.resets.append(threading.Thread(target=self.reset, daemon=True))
                self.resets[-1].start()
            case "rest":
                while self.resets:
                    self.resets.pop().join()
            case other:
                return 2, f"unknown: {other}"
        return 0, ""

    def serve(self, request: dict) -> None:
        try:
            status, text = self.answer(request)
        except Exception as error:  # the test is told, whatever it is
            status, text = 99, f"{type(error).__name__}: {error}"
        with self.speaking:
            print(json.dumps({"id": request["id"], "status": status, "text": text}), flush=True)

    def listen(self) -> None:
        """systemctl of the members' own programs comes this way."""
        server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        server.bind(SOCKET)
        server.listen(16)
        while True:
            caller, _ = server.accept()
            threading.Thread(target=self.hear, args=(caller,), daemon=True).start()

    def hear(self, caller: socket.socket) -> None:
        with caller, caller.makefile("rw", encoding="utf-8") as stream:
            try:
                status, text = self.supervisor.systemctl(json.loads(stream.readline()))
                stream.write(f"{status}\n{text}")
            except (ValueError, OSError) as error:
                note(f"systemctl: {error}")


def keep_log() -> None:
    """What programs say to syslog goes to the journal."""
    log = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    Path("/dev/log").unlink(missing_ok=True)
    log.bind("/dev/log")
    while True:
        note(log.recv(65536).decode("utf-8", "replace"))


def bury_orphans() -> None:
    """The first process inherits them. What it started itself leads a session, and is waited for by whoever started it."""
    last, since = 0, 0.0
    while True:
        try:
            dead = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        except ChildProcessError:
            time.sleep(0.05)
            continue
        if dead is None:
            continue
        pid = dead.si_pid
        if pid != last:
            last, since = pid, time.monotonic()
        try:
            session = int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[3])
            if session != pid or time.monotonic() - since > 1:
                os.waitpid(pid, os.WNOHANG)
            else:
                time.sleep(0.005)
        except OSError:
            continue  # somebody waited for it meanwhile


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # keepalived says that it is ready only to a parent that is process 1 and has this name
    Path("/proc/self/comm").write_text("systemd")
    machine = Machine()
    if "--log" in sys.argv:  # only where /dev is the machine's own
        threading.Thread(target=keep_log, daemon=True).start()
    threading.Thread(target=machine.listen, daemon=True).start()
    threading.Thread(target=bury_orphans, daemon=True).start()
    print(json.dumps({"id": 0, "status": 0, "text": "ready"}), flush=True)
    for line in sys.stdin:
        threading.Thread(target=machine.serve, args=(json.loads(line),), daemon=True).start()
    os._exit(0)


if __name__ == "__main__":
    main()
