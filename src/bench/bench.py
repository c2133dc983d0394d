#!/usr/bin/env python3
"""Measures lbprov itself, with the simulator in a process of its own: `make bench` runs it.

What is counted and timed:

requests   of one `create demo` on an empty place, polls apart. A poll asks whether something has come to its end: the status
           of a task, a guest's agent (ping, the two files that tell how the first boot goes, `lbprov-guest status`), a
           command in the guest, or whether a VM whose agent does not answer yet still runs, which is asked at each of
           those looks (nothing else of a create asks for status/current).
own time   wall clock from starting the launcher to its end, less the critical path: the tasks of one member, one after
           the other, as long as the simulator makes them take.
memory     the largest resident set that the kernel saw of the process (ru_maxrss).
starts     `--version` and `validate` with the class archive, against an empty Java main on the same JVM with the same
           garbage collector and compiler, turn by turn in the same run.
"""

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

TASKS = {"image": 8, "create": 6, "resize": 1, "start": 1, "boot": 10}  # seconds
CRITICAL_PATH = sum(TASKS.values())
LIMITS = {"requests": 44, "own": 2.0, "memory": 160, "version": 2.5, "validate": 6.0}
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
LAUNCHER = os.path.join(ROOT, "target", "lbprov")


class Run:
    """One run of a program: exit status, seconds, CPU seconds, peak MiB."""

    def __init__(self, command, environment, cwd=ROOT):
        before = time.perf_counter()
        process = subprocess.Popen(
            command, env=environment, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        self.output = process.stdout.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.seconds = time.perf_counter() - before
        self.cpu = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss / 1024
        if process.returncode != 0:
            sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{self.output}")


def environment(home):
    own = {key: value for key, value in os.environ.items() if not key.startswith("LBPROV_")}
    own.update(
        XDG_STATE_HOME=os.path.join(home, "state"),
        XDG_CONFIG_HOME=os.path.join(home, "config"),
        XDG_CACHE_HOME=os.path.join(home, "cache"),
        LBPROV_SIMULATOR_TIMES=",".join(["rest=0"] + [f"{name}={seconds}" for name, seconds in TASKS.items()]),
    )
    return own


class Simulator:
    """`lbprov simulator` on a world of its own, for as long as the block runs."""

    def __init__(self, own):
        self.own = own

    def __enter__(self):
        self.process = subprocess.Popen(
            [LAUNCHER, "simulator"], env=self.own, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        for _ in range(4):  # three endpoints and the CA: it serves by then
            if not self.process.stdout.readline():
                sys.exit("the simulator does not start")
        return self

    def __exit__(self, *ignored):
        self.process.terminate()
        self.process.wait(30)


def await_archive(own):
    """The launcher makes the class archive in the background at the first start."""
    Run([LAUNCHER, "--version"], own)
    folder = os.path.join(own["XDG_CACHE_HOME"], "lbprov")
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        if os.path.isdir(folder) and any(re.fullmatch(r"classes-.*\.jsa", name) for name in os.listdir(folder)):
            return
        time.sleep(0.2)
    sys.exit("the launcher made no class archive")


def creation(own, base, trace=None):
    with tempfile.TemporaryDirectory(dir=base) as home:
        place = {**own, "XDG_STATE_HOME": home, "XDG_CONFIG_HOME": home}
        with Simulator(place):
            return Run([LAUNCHER, "create", "demo"] + (["--trace", trace] if trace else []), place)


POLLS = re.compile(
    r"GET /nodes/[^/]+/tasks/[^/]+/status"
    r"|POST /nodes/[^/]+/qemu/\d+/agent/ping"
    r"|GET /nodes/[^/]+/qemu/\d+/status/current"
    r"|GET /nodes/[^/]+/qemu/\d+/agent/file-read .*(/run/cloud-init/result|/run/lbprov/first-boot)"
    r"|POST /nodes/[^/]+/qemu/\d+/agent/exec .*lbprov-guest\W+status"
    r"|GET /nodes/[^/]+/qemu/\d+/agent/exec-status"
)


def requests(trace):
    """How many requests there were, and how many polls."""
    with open(trace, encoding="utf-8") as lines:
        exchanges = [json.loads(line) for line in lines]
    calls = [f"{each['method']} {each['path']} {json.dumps(each.get('params', ''))}" for each in exchanges]
    polls = sum(1 for call in calls if POLLS.match(call))
    return len(calls) - polls, polls


def starts(own, base, rounds):
    source = os.path.join(base, "Empty.java")
    with open(source, "w", encoding="utf-8") as file:
        file.write("final class Empty { public static void main(String[] arguments) {} }\n")
    subprocess.run(["javac", "-d", base, source], check=True)
    commands = {
        "empty": ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", base, "Empty"],
        "version": [LAUNCHER, "--version"],
        "validate": [LAUNCHER, "validate", "demo"],
    }
    times = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            times[name].append(Run(command, own).seconds)
    return {name: statistics.median(each) for name, each in times.items()}


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    java = subprocess.run(["java", "-version"], capture_output=True, text=True, check=True).stderr.splitlines()[0]
    return f"{os.cpu_count()} × {models[0] if models else platform.machine()}, {java}, load {os.getloadavg()[0]:.1f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3, help="timed runs of create")
    parser.add_argument("--rounds", type=int, default=15, help="starts of each kind")
    options = parser.parse_args()
    base = tempfile.mkdtemp(prefix="lbprov-bench-")
    try:
        own = environment(base)
        await_archive(own)
        trace = os.path.join(base, "trace.jsonl")
        creation(own, base, trace)
        asked, polls = requests(trace)
        runs = [creation(own, base) for _ in range(options.runs)]
        start = starts(own, base, options.rounds)
    finally:
        shutil.rmtree(base, ignore_errors=True)
    report(options, asked, polls, runs, start)


def report(options, asked, polls, runs, start):
    own_times = [run.seconds - CRITICAL_PATH for run in runs]
    rows = [
        ("requests of create, polls apart", f"{asked} (and {polls} polls)", asked, LIMITS["requests"], "≤ 44"),
        (
            f"own time of create, s (median of {options.runs}; critical path {CRITICAL_PATH} s)",
            f"{statistics.median(own_times):.2f} ({min(own_times):.2f} to {max(own_times):.2f})",
            statistics.median(own_times),
            LIMITS["own"],
            "≤ 2.0",
        ),
        ("CPU time of create, s (median)", f"{statistics.median(run.cpu for run in runs):.2f}", 0, 0, ""),
        (
            "peak memory of create, MiB (largest)",
            f"{max(run.memory for run in runs):.0f}",
            max(run.memory for run in runs),
            LIMITS["memory"],
            "≤ 160",
        ),
        (f"an empty Java main, ms (median of {options.rounds})", f"{start['empty'] * 1000:.0f}", 0, 0, ""),
    ]
    for name, words in (("version", "lbprov --version"), ("validate", "lbprov validate demo")):
        ratio = start[name] / start["empty"]
        rows.append(
            (f"{words}, times an empty main", f"{ratio:.1f} ({start[name] * 1000:.0f} ms)", ratio, LIMITS[name], f"≤ {LIMITS[name]}")
        )
    print(f"{time.strftime('%-d %B %Y')}, {machine()}\n")
    print("| what | measured | target | |\n| --- | --- | --- | --- |")
    for words, measured, value, limit, target in rows:
        verdict = "" if not target else "met" if value <= limit else "missed"
        print(f"| {words} | {measured} | {target} | {verdict} |")


if __name__ == "__main__":
    main()
