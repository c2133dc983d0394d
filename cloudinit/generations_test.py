"""Tests of stage, activate and rollback: a machine in a folder, whose programs load the files that they are told to."""

import base64
import contextlib
import gzip
import hashlib
import io
import json
import os
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from lbprov_guest_test import guest

HAPROXY, KEEPALIVED, NFT = "/etc/haproxy/haproxy.cfg", "/etc/keepalived/keepalived.conf", "/etc/nftables.conf"
WIREGUARD, MEMBER, MANIFEST = "/etc/wireguard/wg0.conf", "/etc/lbprov/member.json", "/etc/lbprov/generation.json"
WG0 = "[Interface]\nAddress = 10.9.0.1/24, fd09::1/64\nMTU = 1420\nPrivateKey = SECRET\n"
EXTRA = "/etc/needrestart/conf.d/lbprov.conf"
FILES = {
    HAPROXY: ("global\n", 0o644),
    KEEPALIVED: ("vrrp\n", 0o644),
    NFT: ("table\n", 0o644),
    WIREGUARD: (WG0, 0o600),
    MEMBER: ("{}\n", 0o600),
}


class Killed(BaseException):
    """As if by SIGKILL: nothing that the program has for failures may catch it."""


def generation(number, changes=()):
    """The files of a generation, with its manifest, as paths, texts and modes."""
    files = {path: file for path, file in {**FILES, **dict(changes)}.items() if file is not None}
    digests = {path: hashlib.sha256(text.encode()).hexdigest() for path, (text, _) in files.items()}
    lines = "".join(f"{path} {files[path][1]:04o} {digests[path]}\n" for path in sorted(files))
    manifest = {"format": 1, "number": number, "hash": hashlib.sha256(lines.encode()).hexdigest(), "lbprov": "0.2.0"}
    return {**files, MANIFEST: (json.dumps({**manifest, "files": digests}), 0o600)}


def document(files):
    listed = [
        {"path": path, "mode": f"{mode:04o}", "base64": base64.b64encode(text.encode()).decode()}
        for path, (text, mode) in files.items()
    ]
    return {"format": 1, "files": listed}


def pieces(files, count=1):
    packed = base64.b64encode(gzip.compress(json.dumps(document(files)).encode())).decode()
    size = -(-len(packed) // count)
    identity = hashlib.sha256(packed.encode()).hexdigest()
    return [
        {"id": identity, "piece": n + 1, "pieces": count, "data": packed[n * size : (n + 1) * size]} for n in range(count)
    ]


class Machine:
    """What has loaded what: each program remembers the text that was in its file when it was told to read it."""

    def __init__(self, folder, files):
        self.root = Path(folder)
        self.loaded = {HAPROXY: "global\n", KEEPALIVED: "vrrp\n", NFT: "table\n", WIREGUARD: WG0}
        self.asked = []
        self.judged = []
        self.refuses = {}
        self.fails = set()
        self.effects = 0
        self.dies_at = None
        for path, (text, mode) in files.items():
            self.path(path).parent.mkdir(parents=True, exist_ok=True)
            self.path(path).write_text(text)
            self.path(path).chmod(mode)

    def path(self, absolute):
        return self.root / absolute.lstrip("/")

    def run(self, arguments, seconds):
        self.effect()
        words = arguments[4:] if arguments[0] == "sh" else arguments
        self.asked.append(" ".join(words).replace(str(self.root), ""))
        if words[1] in ("-c", "-t", "strip") and words[0] in ("haproxy", "keepalived", "nft", "wg-quick"):
            self.judged.append(Path(words[-1]).read_text())
            refusal = self.refuses.get(self.judged[-1])
            return guest.Answer(1, f"[NOTICE] (1)\n[ALERT] parsing [{words[-1]}:1] : {refusal}\n") if refusal else guest.Answer(0)
        if " ".join(words[:3]) in self.fails:
            return guest.Answer(1, "Job failed.\n")
        path = {"nft": NFT, "bash": WIREGUARD, "systemctl": {"haproxy": HAPROXY, "keepalived": KEEPALIVED}.get(words[-1])}.get(words[0])
        if path and words[1] != "is-active":
            self.loaded[path] = self.path(path).read_text()
        return guest.Answer(0)

    def effect(self):
        """One more thing that changes the machine, or asks it to; the process may die before it or after it."""
        self.effects += 1
        if self.dies_at == self.effects:
            raise Killed

    @contextlib.contextmanager
    def dying(self, at):
        """Dies at the given effect; with a half, once it has been done."""
        self.effects, self.dies_at, after = 0, int(at), at != int(at)

        def counted(real):
            def call(*arguments, **options):
                if not after:
                    self.effect()
                result = real(*arguments, **options)
                if after:
                    self.effect()
                return result

            return call

        names = ("replace", "rename", "symlink", "unlink", "rmdir", "mkdir", "fsync")
        with contextlib.ExitStack() as stack:
            for name in names:
                stack.enter_context(mock.patch.object(os, name, counted(getattr(os, name))))
            try:
                yield
            finally:
                self.dies_at = None

    def command(self, name, standard_input=None):
        out, err = io.StringIO(), io.StringIO()
        given = io.StringIO(json.dumps(standard_input))
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), mock.patch.object(sys, "stdin", given):
            code = guest.main([name], guest.World(self.root, self.run))
        return code, (json.loads(out.getvalue()) if out.getvalue() else None), err.getvalue()

    def files(self):
        there = [path for path in (*FILES, EXTRA) if self.path(path).exists()]
        return {path: (self.path(path).read_text(), self.path(path).stat().st_mode & 0o7777) for path in there}


class GenerationsTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.machine = self.fresh()

    def fresh(self):
        # in memory where there is such a place: hundreds of machines, and every change of each is synced
        folder = tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
        self.addCleanup(folder.cleanup)
        return Machine(folder.name, generation(3))

    def does(self, name, standard_input=None, machine=None):
        code, out, err = (machine or self.machine).command(name, standard_input)
        self.assertEqual((code, err), (0, ""))
        return out

    def refused(self, name, standard_input=None):
        code, out, err = self.machine.command(name, standard_input)
        self.assertEqual((code, out), (1, None))
        self.assertNotIn("SECRET", err)
        return err.removeprefix("lbprov-guest: ").rstrip("\n")

    def is_generation(self, machine, files):
        """All of it, loaded by everybody, and nothing half-made beside it."""
        self.assertEqual(machine.files(), {path: file for path, file in files.items() if path != MANIFEST})
        self.assertEqual(machine.path(MANIFEST).read_text(), files[MANIFEST][0])
        self.assertEqual(machine.loaded, {path: files[path][0] for path in (HAPROXY, KEEPALIVED, NFT, WIREGUARD)})
        home = machine.path("/var/lib/lbprov/generations")
        self.assertFalse((home / "unfinished.json").exists())
        self.assertFalse((home / "staged").exists())

    def test_a_changed_service_reloads_haproxy_alone(self):
        new = generation(4, {HAPROXY: ("global\n# 4\n", 0o644)})
        self.assertEqual(self.does("stage", pieces(new)[0])["changed"], [HAPROXY])
        self.assertEqual(self.machine.files(), {path: file for path, file in FILES.items()})
        self.machine.asked.clear()

        answer = self.does("activate")

        self.assertEqual((answer["number"], answer["changed"], answer["loaded"]), (4, [HAPROXY], ["haproxy", "sync"]))
        self.is_generation(self.machine, new)
        self.assertEqual(
            [line for line in self.machine.asked if not line.split()[1].startswith(("-c", "-t", "strip"))],
            ["systemctl reload-or-restart haproxy", "systemctl is-active haproxy", "systemctl restart lbprov-sync"],
        )

    def test_everything_that_changed_is_loaded_in_the_order_of_need_and_rolled_back_again(self):
        new = generation(4, {path: (f"{FILES[path][0]}# 4\n", FILES[path][1]) for path in (HAPROXY, KEEPALIVED, NFT, WIREGUARD)})
        self.does("stage", pieces(new)[0])

        self.assertEqual(self.does("activate")["loaded"], ["firewall", "WireGuard", "haproxy", "keepalived", "sync"])
        self.is_generation(self.machine, new)
        self.assertEqual(self.does("rollback")["number"], 3)
        self.is_generation(self.machine, generation(3))
        self.assertEqual(self.does("rollback")["number"], 4)
        self.is_generation(self.machine, new)

    def test_a_broken_generation_changes_nothing_and_the_line_is_named(self):
        new = generation(4, {HAPROXY: ("globule\n", 0o644)})
        self.machine.refuses["globule\n"] = "unknown keyword 'globule'"

        said = self.refused("stage", pieces(new)[0])

        self.assertEqual(
            said, f"haproxy refuses {HAPROXY}: [ALERT] parsing [{HAPROXY}:1] : unknown keyword 'globule'"
        )
        self.assertEqual(self.refused("activate"), "no generation is staged")
        self.is_generation(self.machine, generation(3))

    def test_what_a_program_refuses_only_when_it_loads_it_is_taken_back(self):
        new = generation(4, {HAPROXY: ("global\n# 4\n", 0o644), KEEPALIVED: ("vrrp 4\n", 0o644)})
        self.does("stage", pieces(new)[0])
        self.machine.fails.add("systemctl reload-or-restart keepalived")
        real = self.machine.run

        def once(arguments, seconds):
            answer = real(arguments, seconds)
            if not answer.ok:
                self.machine.fails.clear()
            return answer

        self.machine.run = once

        said = self.refused("activate")

        self.assertEqual(said, "systemctl reload-or-restart failed: Job failed.; generation 3 runs again")
        self.assertEqual(self.machine.files(), FILES)
        self.assertEqual(self.machine.loaded[HAPROXY], "global\n")
        self.assertEqual(self.does("activate")["number"], 4)
        self.is_generation(self.machine, new)

    def test_what_cannot_be_taken_back_is_told_and_taken_back_by_the_next_run(self):
        new = generation(4, {HAPROXY: ("global\n# 4\n", 0o644)})
        self.does("stage", pieces(new)[0])
        self.machine.fails.add("systemctl reload-or-restart haproxy")

        said = self.refused("activate")

        self.assertEqual(
            said, "systemctl reload-or-restart failed: Job failed.; and going back to generation 3: systemctl reload-or-restart failed: Job failed."
        )
        self.machine.fails.clear()
        self.assertEqual(self.does("activate")["number"], 4)
        self.is_generation(self.machine, new)

    def test_a_large_generation_comes_in_pieces_in_any_order(self):
        new = generation(4, {HAPROXY: ("global\n" + os.urandom(9000).hex(), 0o644)})
        first, second, third = pieces(new, 3)

        self.assertEqual(self.does("stage", third), {"format": 1, "staged": False})
        self.assertEqual(self.does("stage", first), {"format": 1, "staged": False})
        self.assertEqual(self.does("stage", first), {"format": 1, "staged": False})
        self.assertTrue(self.does("stage", second)["staged"])
        self.does("activate")
        self.is_generation(self.machine, new)

    def test_what_did_not_arrive_as_it_was_sent_is_refused(self):
        new = generation(4, {HAPROXY: ("global\n# 4\n", 0o644)})
        other = {**new, HAPROXY: ("global\n# other\n", 0o644)}
        wrong_mode = {**new, WIREGUARD: (WG0, 0o644)}
        outside = {**new, "/etc/../etc/passwd": ("x", 0o644)}
        cut = {**pieces(new)[0], "data": pieces(new)[0]["data"][:-8]}

        self.assertIn("is not what its manifest says", self.refused("stage", pieces(other)[0]))
        self.assertIn("are not what its hash says", self.refused("stage", pieces(wrong_mode)[0]))
        self.assertIn("/etc/../etc/passwd is no path", self.refused("stage", pieces(outside)[0]))
        self.assertIn("did not arrive whole", self.refused("stage", cut))
        self.assertEqual(self.refused("activate"), "no generation is staged")
        self.is_generation(self.machine, generation(3))

    def test_a_service_more_and_a_vpn_less_and_back(self):
        new = generation(4, {EXTRA: ("calm\n", 0o644), WIREGUARD: None})
        self.does("stage", pieces(new)[0])
        self.assertEqual(self.does("activate")["changed"], [EXTRA, WIREGUARD])

        self.assertEqual(self.machine.path(EXTRA).read_text(), "calm\n")
        self.assertFalse(os.path.lexists(self.machine.path(WIREGUARD)))
        self.assertIn("systemctl disable --now wg-quick@wg0", self.machine.asked)
        self.does("rollback")
        self.assertFalse(os.path.lexists(self.machine.path(EXTRA)))
        self.assertIn("systemctl enable --now wg-quick@wg0", self.machine.asked)
        self.assertEqual(self.machine.files(), FILES)

    def test_the_address_and_mtu_of_the_vpn_change_without_a_cut(self):
        text = WG0.replace("fd09::1/64", "fd10::1/64").replace("1420", "1400")
        self.does("stage", pieces(generation(4, {WIREGUARD: (text, 0o600)}))[0])
        self.does("activate")

        self.assertEqual(
            [line for line in self.machine.asked if line.startswith("ip ")],
            [
                "ip address replace 10.9.0.1/24 dev wg0",
                "ip address replace fd10::1/64 dev wg0",
                "ip address delete fd09::1/64 dev wg0",
                "ip link set wg0 mtu 1400",
            ],
        )

    def test_a_file_that_was_changed_by_hand_comes_back_right(self):
        self.does("stage", pieces(generation(4, {NFT: ("table 4\n", 0o644)}))[0])
        self.does("activate")
        self.machine.path(NFT).unlink()
        self.machine.path(NFT).write_text("by hand\n")
        new = generation(5, {NFT: ("table 5\n", 0o644)})
        self.does("stage", pieces(new)[0])
        self.does("activate")
        self.is_generation(self.machine, new)

    def test_the_same_generation_again_puts_right_what_was_changed_by_hand_and_loads_it(self):
        new = generation(4, {NFT: ("table 4\n", 0o644)})
        for by_hand in ("through the link", "in place of the link"):
            with self.subTest(by_hand):
                self.does("stage", pieces(new)[0])
                self.does("activate")
                if by_hand == "in place of the link":
                    self.machine.path(NFT).unlink()
                self.machine.path(NFT).write_text("by hand\n")
                self.machine.loaded[NFT] = "by hand\n"

                self.assertEqual(self.does("stage", pieces(new)[0])["changed"], [NFT])
                self.assertEqual(self.does("activate")["loaded"], ["firewall", "sync"])
                self.is_generation(self.machine, new)

    def test_a_program_that_is_down_does_not_keep_out_the_generation_that_mends_it(self):
        self.does("stage", pieces(generation(4, {HAPROXY: ("global\n# 4\n", 0o644)}))[0])
        self.machine.fails.add("systemctl reload-or-restart haproxy")
        self.refused("activate")
        mended = generation(5, {KEEPALIVED: ("vrrp 5\n", 0o644)})

        self.assertTrue(self.does("stage", pieces(mended)[0])["staged"])
        self.assertEqual(self.does("activate")["number"], 5)

    def test_what_it_makes_can_be_read_by_networkd_whatever_the_callers_umask(self):
        drop_in = "/etc/systemd/network/10-netplan-public.network.d/lbprov.conf"
        before = os.umask(0o077)
        try:
            self.does("stage", pieces(generation(4, {drop_in: ("[Network]\n", 0o644)}))[0])
            self.does("activate")
        finally:
            os.umask(before)
        self.assertIn("networkctl reload", self.machine.asked)
        folder = self.machine.path(drop_in).resolve().parent
        while folder != self.machine.root.resolve():
            self.assertEqual(folder.stat().st_mode & 0o055, 0o055, folder)
            folder = folder.parent

    def test_keepalived_finds_the_checks_that_come_with_the_generation(self):
        check = "/usr/local/lib/lbprov/check-new"
        text = f'script "{check}"\n'
        self.does("stage", pieces(generation(4, {check: ("#!/bin/sh\n", 0o755), KEEPALIVED: (text, 0o644)}))[0])
        judged = [line for line in self.machine.judged if line.startswith("script")]
        self.assertEqual(len(judged), 1)
        self.assertTrue(Path(judged[0].split('"')[1]).is_file(), judged)

    def test_two_runs_at_once_wait_for_each_other(self):
        holder = guest.Generations(guest.World(self.machine.root, self.machine.run))
        with mock.patch.object(guest, "LOCK_SECONDS", 0.2), holder.alone():
            self.assertEqual(self.refused("activate"), "another run changes the generation of this member")

    def test_killed_at_any_moment_the_next_run_finishes_it(self):
        new = generation(4, {HAPROXY: ("global\n# 4\n", 0o644), NFT: ("table 4\n", 0o644), EXTRA: ("x", 0o644)})
        deaths = 0
        for command in ("stage", "activate", "rollback"):
            for half in (0, 0.5):
                at = 0
                while True:
                    at += 1
                    machine = self.fresh()
                    if command != "stage":
                        self.does("stage", pieces(new)[0], machine)
                    if command == "rollback":
                        self.does("activate", None, machine)
                    given = pieces(new)[0] if command == "stage" else None
                    try:
                        with machine.dying(at + half):
                            machine.command(command, given)
                        break
                    except Killed:
                        deaths += 1
                    with self.subTest(command=command, at=at + half):
                        self.recovers(machine, command, new)
        self.assertGreater(deaths, 100)

    def recovers(self, machine, command, new):
        if command == "rollback":
            machine.command("rollback")
            ran = json.loads(machine.path(MANIFEST).read_text())["number"]
            # it was done already, and a second one goes back again: either way one of the two runs, whole
            self.is_generation(machine, generation(3) if ran == 3 else new)
            return
        if command == "stage":
            self.does("stage", pieces(new)[0], machine)
        machine.command("activate")
        self.is_generation(machine, new)

    def test_killed_while_taking_back_the_next_run_takes_back(self):
        new = generation(4, {HAPROXY: ("global\n# 4\n", 0o644), KEEPALIVED: ("vrrp 4\n", 0o644)})
        at = 0
        while True:
            at += 1
            machine = self.fresh()
            self.does("stage", pieces(new)[0], machine)
            machine.fails.add("systemctl reload-or-restart haproxy")
            try:
                with machine.dying(at):
                    machine.command("activate")
                break
            except Killed:
                pass
            with self.subTest(at=at):
                machine.fails.clear()
                machine.command("activate")
                machine.command("stage", pieces(new)[0])
                self.does("activate", None, machine)
                self.is_generation(machine, new)
        self.assertGreater(at, 20)

    def test_status_says_that_a_change_was_interrupted(self):
        self.machine.path("/var/lib/lbprov/generations").mkdir(parents=True)
        self.machine.path("/var/lib/lbprov/generations/unfinished.json").write_text("{}")
        report = guest.Status.__new__(guest.Status)
        report.world = guest.World(self.machine.root, self.machine.run)
        report.problems = guest.Problems()
        report._generation()
        self.assertEqual(
            [problem["text"] for problem in report.problems.found],
            ["a change of generation was interrupted: the next stage, activate or rollback finishes it"],
        )


if __name__ == "__main__":
    unittest.main()
