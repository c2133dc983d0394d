"""Reads systemd unit files with their drop-ins, as far as the members' units go."""

import os
import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path

# Settings that are lists: a further line adds to them, an empty one clears them.
LISTS = {"After", "Before", "Wants", "Requires", "BindsTo", "PartOf", "Environment", "EnvironmentFile", "RuntimeDirectory"}
LISTS |= {"ConditionPathExists", "ExecStartPre", "ExecStart", "ExecStartPost", "ExecReload", "ExecStop", "ExecStopPost"}
UNITS = {"ms": 0.001, "s": 1.0, "sec": 1.0, "min": 60.0, "m": 60.0, "h": 3600.0}


def seconds(text: str) -> float:
    """A time span such as 100ms, 1, or 1min 30s."""
    if text.strip() == "infinity":
        return float("inf")
    parts = re.findall(r"([0-9.]+)\s*([a-z]*)", text)
    return sum(float(number) * UNITS[unit or "s"] for number, unit in parts)


@dataclass
class Unit:
    """One service unit: its settings by name, whatever section they are in."""

    name: str
    settings: dict[str, list[str]] = field(default_factory=dict)

    def one(self, key: str, otherwise: str) -> str:
        return self.settings.get(key, [otherwise])[-1]

    def words(self, key: str) -> list[str]:
        return [word for line in self.settings.get(key, []) for word in line.split()]

    def span(self, key: str, otherwise: str) -> float:
        return seconds(self.one(key, otherwise))

    def may_start(self) -> bool:
        """What systemd asks before it starts one; where it says no, the start counts as done all the same."""
        return all(Path(path.lstrip("!")).exists() != path.startswith("!") for path in self.words("ConditionPathExists"))

    def environment(self) -> dict[str, str]:
        values: dict[str, str] = {}
        for line in self.settings.get("Environment", []):
            values.update(pair.split("=", 1) for pair in shlex.split(line))
        for name in self.words("EnvironmentFile"):
            path = Path(name.lstrip("-"))
            for line in path.read_text().splitlines() if path.exists() else []:
                if "=" in line and not line.lstrip().startswith(("#", ";")):
                    key, value = line.split("=", 1)
                    values[key.strip()] = "".join(shlex.split(value))
        return values

    def take(self, text: str) -> None:
        """Lays a file over what is there."""
        for line in text.replace("\\\n", " ").splitlines():
            line = line.strip()
            if not line or line[0] in "#;[":
                continue
            key, value = (part.strip() for part in line.split("=", 1))
            instance = self.name.split("@", 1)[1].removesuffix(".service") if "@" in self.name else ""
            value = re.sub("%[iI]", instance, value).replace("%n", self.name).replace("%%", "%")
            if key not in LISTS:
                self.settings[key] = [value]
            elif value:
                self.settings.setdefault(key, []).append(value)
            else:
                self.settings[key] = []


def full_name(name: str) -> str:
    return name if re.search(r"\.(service|target|socket|timer|path)$", name) else name + ".service"


def read(name: str, folders: list[Path]) -> Unit | None:
    """The unit with its drop-ins, or nothing when there is no such file. Earlier folders win."""
    name = full_name(name)
    names = [name, re.sub("@[^.]*", "@", name)] if "@" in name else [name]
    files = [folder / each for folder in folders for each in names if (folder / each).is_file()]
    if not files:
        return None
    unit = Unit(name)
    unit.take(files[0].read_text())
    take_drop_ins(unit, names, folders)
    return unit


def take_drop_ins(unit: Unit, names: list[str], folders: list[Path]) -> None:
    drop_ins: dict[str, Path] = {}
    for folder in reversed(folders):
        for each in reversed(names):
            drop_ins.update((path.name, path) for path in sorted((folder / (each + ".d")).glob("*.conf")))
    for file in sorted(drop_ins):
        unit.take(drop_ins[file].read_text())


def in_order(units: list[Unit]) -> list[Unit]:
    """The units so that each comes after those it wants to be after; otherwise as they were given."""
    wanted = {unit.name: set(unit.words("After")) for unit in units}
    for unit in units:
        for later in unit.words("Before"):
            wanted.setdefault(later, set()).add(unit.name)
    done: list[Unit] = []

    def place(unit: Unit, way: tuple[str, ...]) -> None:
        if unit in done or unit.name in way:
            return
        earlier = reach(wanted, unit.name)
        for other in units:
            if other.name in earlier:
                place(other, (*way, unit.name))
        done.append(unit)

    for unit in units:
        place(unit, ())
    return done


def reach(wanted: dict[str, set[str]], name: str) -> set[str]:
    """What comes before a unit, also by way of targets that are not units here."""
    found: set[str] = set()
    todo = [name]
    while todo:
        for earlier in wanted.get(todo.pop(), ()):
            if earlier not in found:
                found.add(earlier)
                todo.append(earlier)
    return found - {name}


def arguments(command: str, environment: dict[str, str]) -> tuple[list[str], bool]:
    """The words of an Exec line, and whether its failure is to be ignored."""
    prefix = re.match(r"[-@:+!]*", command)
    marks = prefix.group() if prefix else ""
    words: list[str] = []
    for word in shlex.split(command[len(marks) :]):
        if re.fullmatch(r"\$\w+", word):  # alone: split into words, none if empty
            words += environment.get(word[1:], "").split()
        else:
            words.append(re.sub(r"\$\{(\w+)\}", lambda match: environment.get(match.group(1), ""), word))
    return words, "-" in marks


def folders_of(tools: str) -> list[Path]:
    """Where units are: lbprov's and the administrator's, the distribution's, and those of unpacked packages."""
    places = ["/etc/systemd/system", "/run/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system"]
    return [Path(place) for place in places] + [Path(tools) / "lib/systemd/system" for _ in [0] if os.path.isdir(tools)]
