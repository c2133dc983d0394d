"""Tests of first-boot: a machine in a folder whose programs are a table."""

import contextlib
import importlib.machinery
import importlib.util
import io
import json
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
LOADER = importlib.machinery.SourceFileLoader("first_boot", str(Path(__file__).with_name("first-boot")))
SPEC = importlib.util.spec_from_loader("first_boot", LOADER)
boot = importlib.util.module_from_spec(SPEC)
sys.modules["first_boot"] = boot
LOADER.exec_module(boot)

START = [
    "systemctl --no-reload enable lbprov-gate",
    "nft -c -f /etc/nftables.conf",
    "systemctl --no-reload enable nftables",
    "systemctl restart nftables",
    "systemctl --no-reload enable wg-quick@wg0",
    "systemctl restart wg-quick@wg0",
    "haproxy -c -f /etc/haproxy/haproxy.cfg",
    "systemctl --no-reload enable haproxy",
    "systemctl restart haproxy",
    "systemctl --no-reload enable lbprov-sync",
    "systemctl restart lbprov-sync",
    "keepalived -t -f /etc/keepalived/keepalived.conf",
    "systemctl --no-reload enable keepalived",
    "systemctl restart keepalived",
]


class Machine(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.write("/etc/lbprov/packages", "haproxy\nkeepalived\n")
        self.write("/etc/lbprov/member.json", '{"vrrp": {"interface": "public"}}')
        for path in ("nftables.conf", "systemd/system/lbprov-sync.service", "wireguard/wg0.conf", "haproxy/haproxy.cfg", "keepalived/keepalived.conf"):
            self.write(f"/etc/{path}", "")
        for interface in ("lo", "public"):
            self.path(f"/sys/class/net/{interface}").mkdir(parents=True)
        self.installed = {"haproxy", "keepalived"}
        self.failing = {}
        self.commands = []
        self.policy_seen = []
        self.states = []

    def path(self, absolute):
        return self.root / absolute.lstrip("/")

    def write(self, absolute, text):
        self.path(absolute).parent.mkdir(parents=True, exist_ok=True)
        self.path(absolute).write_text(text)

    def run_program(self, arguments, seconds):
        state = json.loads(self.path(boot.STATE).read_text())
        if state["stage"] not in self.states:
            self.states.append(state["stage"])
        command = " ".join(arguments)
        if arguments[0] == "dpkg-query":
            asked = arguments[4:]
            said = "".join(f"ii {name}\n" if name in self.installed else f"dpkg-query: no packages found matching {name}\n" for name in asked)
            return boot.Answer(0 if self.installed >= set(asked) else 1, said)
        self.commands.append(command)
        for part, said in self.failing.items():
            if part in command:
                return boot.Answer(1, said)
        if arguments[0] == "apt-get":
            self.policy_seen.append(self.path(boot.POLICY).exists())
            if "install" in arguments:
                self.installed |= set(arguments)
        return boot.Answer(0, "fine")

    def go(self, way=boot.FirstBoot.go):
        self.out = io.StringIO()
        with contextlib.redirect_stdout(self.out):
            code = way(boot.FirstBoot(self.root, self.run_program))
        return code, json.loads(self.path(boot.STATE).read_text())

    def assertFails(self, stage, error):
        code, state = self.go()
        self.assertEqual((code, state["stage"], state["result"], state["error"]), (1, stage, "failed", error))
        return state["log"]

    def apt(self):
        return [command for command in self.commands if command.startswith("apt-get")]


class FirstBootTest(Machine):
    def test_it_ends_with_done_and_has_told_every_stage(self):
        code, state = self.go()
        self.assertEqual(code, 0)
        self.assertEqual(state, {"format": 1, "stage": "done", "result": "ok", "error": None, "log": None})
        self.assertEqual(self.states, ["settings", "packages", "services"])
        self.assertEqual(self.path(boot.STATE).stat().st_mode & 0o777, 0o644)

    def test_with_the_packages_there_no_mirror_is_contacted(self):
        self.go()
        self.assertEqual(self.apt(), [])

    def test_services_are_judged_and_started_in_order(self):
        self.go()
        self.assertEqual(self.commands[-len(START) :], START)

    def test_when_a_service_fails_gate_and_firewall_are_there_at_the_next_boot(self):
        self.failing = {"restart haproxy": "no"}
        self.go()
        enabled = [command.split()[-1] for command in self.commands if " enable " in command]
        self.assertEqual(enabled, ["lbprov-gate", "nftables", "wg-quick@wg0", "haproxy"])

    def test_a_pair_without_a_vpn_starts_no_wireguard(self):
        self.path("/etc/wireguard/wg0.conf").unlink()
        self.go()
        without = [command for command in START if "wg0" not in command]
        self.assertEqual(self.commands[-len(without) :], without)

    def test_missing_packages_are_installed_while_nothing_may_start(self):
        self.installed = {"haproxy"}
        self.assertEqual(self.go()[0], 0)
        update, install = self.apt()
        self.assertTrue(update.endswith(" update"))
        self.assertIn("--force-confold install -y --no-install-recommends keepalived", install)
        self.assertEqual(self.policy_seen, [True, True])
        self.assertFalse(self.path(boot.POLICY).exists())

    def test_a_policy_of_the_image_stays(self):
        self.write(boot.POLICY, "#!/bin/sh\n")
        self.installed = set()
        self.go()
        self.assertEqual(self.path(boot.POLICY).read_text(), "#!/bin/sh\n")

    def test_a_package_that_apt_does_not_know(self):
        self.installed = {"keepalived"}
        self.failing = {"install": "E: Unable to locate package haproxy"}
        log = self.assertFails("packages", "apt could not install haproxy")
        self.assertTrue(log.endswith("E: Unable to locate package haproxy"))
        self.assertFalse(self.path(boot.POLICY).exists())

    def test_an_update_that_fails_does_not_matter_when_installing_works(self):
        self.installed = set()
        self.failing = {"update": "one mirror is down"}
        self.assertEqual(self.go()[0], 0)

    def test_a_bad_configuration_is_told_before_the_service_is_touched(self):
        self.failing = {"haproxy -c": "[ALERT] unknown keyword 'blance'"}
        log = self.assertFails("services", "haproxy refuses /etc/haproxy/haproxy.cfg")
        self.assertEqual(log, "[ALERT] unknown keyword 'blance'")
        self.assertNotIn("systemctl restart haproxy", self.commands)

    def test_a_service_that_does_not_start_shows_its_journal(self):
        self.failing = {"restart wg-quick@wg0": "Job failed", "journalctl -u wg-quick@wg0": "RTNETLINK: not supported"}
        log = self.assertFails("services", "wg-quick@wg0 did not start")
        self.assertEqual(log, "Job failed\nRTNETLINK: not supported")

    def test_a_kernel_setting_that_is_refused(self):
        self.failing = {"sysctl -p": "sysctl: cannot stat"}
        self.assertEqual(self.assertFails("settings", "the kernel refused a setting"), "sysctl: cannot stat")

    def test_a_broken_setting_of_the_image_does_not_matter(self):
        self.failing = {"sysctl --system": "sysctl: /etc/sysctl.d/99-image.conf: bad"}
        self.assertEqual(self.go()[0], 0)

    def test_a_network_card_with_another_mac(self):
        self.path("/sys/class/net/public").rename(self.path("/sys/class/net/ens18"))
        self.assertFails(
            "settings",
            "there is no interface public: no network card has its MAC address (there are ens18, lo)",
        )

    def test_a_bug_is_told_too(self):
        self.path("/etc/lbprov/packages").unlink()
        code, state = self.go()
        self.assertEqual((code, state["stage"], state["result"]), (1, "packages", "failed"))
        self.assertTrue(state["error"].startswith("first-boot stopped: FileNotFoundError"))

    def test_only_the_last_lines_of_a_long_log_are_kept(self):
        self.installed = set()
        self.failing = {"install": "\n".join(f"line {i}" for i in range(100))}
        log = self.assertFails("packages", "apt could not install haproxy, keepalived")
        self.assertEqual(log.splitlines()[0], "line 80")
        self.assertEqual(log.splitlines()[-1], "line 99")

    def test_the_console_hears_it_as_well(self):
        self.failing = {"keepalived -t": "bad interface"}
        self.go()
        self.assertIn("lbprov first boot: services failed: keepalived refuses", self.out.getvalue())
        self.assertIn("bad interface", self.out.getvalue())


class BakeTest(Machine):
    """What is installed for a template."""

    def bake(self):
        return self.go(boot.FirstBoot.bake)

    def test_it_installs_and_starts_nothing(self):
        self.installed = set()
        code, state = self.bake()
        self.assertEqual((code, state["stage"], state["result"]), (0, "done", "ok"))
        self.assertEqual(self.states, ["packages", "services"])
        self.assertEqual(self.policy_seen, [True, True])
        self.assertEqual(
            [command for command in self.commands if command.startswith("systemctl")],
            [
                "systemctl daemon-reload",
                "systemctl disable --now nftables",
                "systemctl disable --now haproxy",
                "systemctl disable --now keepalived",
            ],
        )

    def test_a_service_that_stays_enabled_is_told(self):
        self.failing = {"disable --now haproxy": "Failed to disable unit"}
        code, state = self.bake()
        self.assertEqual((code, state["stage"], state["error"]), (1, "services", "haproxy could not be disabled"))
        self.assertEqual(state["log"], "Failed to disable unit")

    def test_a_member_is_not_asked_for(self):
        self.path("/etc/lbprov/member.json").unlink()
        self.assertEqual(self.bake()[0], 0)


class RunProgramTest(unittest.TestCase):
    def test_what_a_program_says_on_both_streams_is_kept(self):
        answer = boot.run_program(["sh", "-c", "echo out; echo err >&2; exit 4"], 5)
        self.assertEqual(answer, boot.Answer(4, "out\nerr\n"))

    def test_a_program_that_hangs_is_named(self):
        answer = boot.run_program(["sleep", "9"], 0.05)
        self.assertFalse(answer.ok)
        self.assertIn("sleep did not end", answer.text)

    def test_a_missing_program_is_named(self):
        self.assertEqual(boot.run_program(["/nonexistent"], 1), boot.Answer(127, "/nonexistent: No such file or directory"))


if __name__ == "__main__":
    unittest.main()
