"""Tests of clean-image: a machine in a folder whose programs are a table."""

import contextlib
import importlib.machinery
import importlib.util
import io
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
LOADER = importlib.machinery.SourceFileLoader("clean_image", str(Path(__file__).with_name("clean-image")))
SPEC = importlib.util.spec_from_loader("clean_image", LOADER)
clean = importlib.util.module_from_spec(SPEC)
sys.modules["clean_image"] = clean
LOADER.exec_module(clean)


class CleaningTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.failing = set()
        self.commands = []
        self.write("/etc/machine-id", "0123456789abcdef0123456789abcdef\n")
        self.write("/etc/apt/sources.list.d/debian.sources", "URIs: http://mirror.example.org/debian\n")
        self.write("/run/lbprov-bake/apt/sources.list.d/debian.sources", "URIs: mirror+file:///etc/apt/mirrors\n")
        self.write("/var/log/cloud-init-output.log", "user-data\n")
        self.write("/var/log/apt/history.log", "Install: haproxy\n")
        self.write("/etc/ssh/sshd_config", "PasswordAuthentication no\n")

    def path(self, absolute):
        return self.root / absolute.lstrip("/")

    def write(self, absolute, text):
        self.path(absolute).parent.mkdir(parents=True, exist_ok=True)
        self.path(absolute).write_text(text)

    def run_program(self, arguments):
        self.commands.append(" ".join(arguments))
        return (1, "it did not work\n") if arguments[0] in self.failing else (0, "")

    def go(self):
        self.err = io.StringIO()
        with contextlib.redirect_stderr(self.err):
            return clean.Cleaning(self.root, self.run_program).go()

    def test_nothing_of_the_machine_is_left(self):
        traces = [
            "/etc/netplan/50-cloud-init.yaml",
            "/etc/ssh/ssh_host_ed25519_key",
            "/etc/ssh/ssh_host_ed25519_key.pub",
            "/var/lib/cloud/instances/lbprov-bake/user-data.txt",
            "/var/lib/systemd/random-seed",
            "/var/lib/apt/lists/deb.example.org_InRelease",
            "/var/log/journal/0123456789abcdef0123456789abcdef/system.journal",
            "/usr/local/lib/lbprov/clean-image",
            "/etc/lbprov/packages",
            "/run/lbprov/first-boot.json",
        ]
        for trace in traces:
            self.write(trace, "x")
        self.assertEqual(self.go(), 0)
        self.assertEqual([trace for trace in traces if self.path(trace).exists()], [])
        self.assertFalse(self.path("/usr/local/lib/lbprov").exists())
        self.assertEqual(self.path("/var/log/cloud-init-output.log").read_text(), "")
        self.assertEqual(self.path("/var/log/apt/history.log").read_text(), "")
        self.assertTrue(self.path("/etc/ssh/sshd_config").exists())

    def test_the_machine_id_is_empty_and_there(self):
        self.go()
        self.assertEqual(self.path("/etc/machine-id").read_text(), "")

    def test_the_id_of_dbus_goes_unless_it_is_a_link_to_it(self):
        self.write("/var/lib/dbus/machine-id", "0123\n")
        self.go()
        self.assertFalse(self.path("/var/lib/dbus/machine-id").exists())
        self.path("/var/lib/dbus/machine-id").symlink_to("/etc/machine-id")
        self.go()
        self.assertTrue(self.path("/var/lib/dbus/machine-id").is_symlink())

    def test_apt_is_as_it_was_in_the_image(self):
        self.write("/etc/apt/apt.conf.d/90cloud-init-aptproxy", "Acquire::http::Proxy \"http://proxy.example.org\";\n")
        self.go()
        self.assertIn("mirror+file", self.path("/etc/apt/sources.list.d/debian.sources").read_text())
        self.assertFalse(self.path("/etc/apt/apt.conf.d").exists())
        self.assertFalse(self.path("/run/lbprov-bake/apt").exists())

    def test_run_again_it_does_no_harm(self):
        self.assertEqual((self.go(), self.go()), (0, 0))
        self.assertTrue(self.path("/etc/apt/sources.list.d/debian.sources").exists())

    def test_the_programs_are_asked_first(self):
        self.go()
        self.assertEqual(
            self.commands, ["cloud-init clean --logs --seed", "systemctl stop systemd-random-seed", "apt-get clean"]
        )

    def test_what_fails_is_told_and_the_rest_is_done(self):
        self.failing = {"cloud-init"}
        self.assertEqual(self.go(), 1)
        self.assertEqual(self.err.getvalue(), "clean-image: cannot cloud-init clean --logs --seed: it did not work\n")
        self.assertEqual(self.path("/etc/machine-id").read_text(), "")

    def test_a_program_that_is_not_there_is_told(self):
        with self.assertRaises(OSError):
            clean.run_program(["/nonexistent"])


if __name__ == "__main__":
    unittest.main()
