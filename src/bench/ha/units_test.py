"""Tests of units.py: drop-ins, order and Exec lines as systemd.unit(5) has them."""

import tempfile
import unittest
from pathlib import Path

import units

HAPROXY = """
[Unit]
After=network-online.target
[Service]
Environment="CONFIG=/etc/a b.cfg" "OPTIONS=-S /run/sock"
ExecStart=/usr/sbin/haproxy -Ws -f ${CONFIG} $OPTIONS $NONE
Restart=on-failure
"""


class UnitsTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.etc, self.lib = Path(folder.name, "etc"), Path(folder.name, "lib")
        self.etc.mkdir()
        self.lib.mkdir()
        (self.lib / "haproxy.service").write_text(HAPROXY)

    def read(self, name: str) -> units.Unit:
        unit = units.read(name, [self.etc, self.lib])
        assert unit is not None
        return unit

    def drop_in(self, unit: str, text: str) -> None:
        (self.etc / f"{unit}.d").mkdir()
        (self.etc / f"{unit}.d/lbprov.conf").write_text(text)

    def test_a_drop_in_replaces_single_settings_and_adds_to_lists(self) -> None:
        self.drop_in("haproxy.service", "[Unit]\nAfter=nftables.service\n[Service]\nRestart=always\nRestartSec=200ms\n")
        unit = self.read("haproxy")
        self.assertEqual(unit.one("Restart", "no"), "always")
        self.assertEqual(unit.span("RestartSec", "100ms"), 0.2)
        self.assertEqual(unit.words("After"), ["network-online.target", "nftables.service"])

    def test_an_empty_assignment_clears_a_list(self) -> None:
        self.drop_in("haproxy.service", "[Service]\nExecStart=\nExecStart=/bin/other\n")
        self.assertEqual(self.read("haproxy").settings["ExecStart"], ["/bin/other"])

    def test_an_instance_is_read_from_its_template(self) -> None:
        (self.lib / "wg-quick@.service").write_text("[Service]\nExecStart=/usr/bin/wg-quick up %i\n")
        self.drop_in("wg-quick@wg0.service", "[Service]\nRestart=always\n")
        unit = self.read("wg-quick@wg0")
        self.assertEqual(unit.settings["ExecStart"], ["/usr/bin/wg-quick up wg0"])
        self.assertEqual(unit.one("Restart", "no"), "always")

    def test_a_unit_may_start_where_every_condition_holds(self) -> None:
        refused = self.etc / "refused"
        self.drop_in("haproxy.service", f"[Unit]\nConditionPathExists=!{refused}\nConditionPathExists={self.lib}\n")
        self.assertTrue(self.read("haproxy").may_start())
        refused.write_text("this is an old one\n")
        self.assertFalse(self.read("haproxy").may_start())

    def test_a_unit_without_a_file_takes_its_drop_ins(self) -> None:
        self.drop_in("net.service", "[Unit]\nAfter=gate.service\n")
        unit = units.Unit("net.service", {"After": ["other.target"]})
        units.take_drop_ins(unit, [unit.name], [self.etc, self.lib])
        self.assertEqual(unit.words("After"), ["other.target", "gate.service"])

    def test_no_file_is_no_unit(self) -> None:
        self.assertIsNone(units.read("nobody", [self.etc, self.lib]))

    def test_variables_are_put_in_as_systemd_does(self) -> None:
        unit = self.read("haproxy")
        words, ignored = units.arguments(unit.settings["ExecStart"][0], unit.environment())
        self.assertEqual(words, ["/usr/sbin/haproxy", "-Ws", "-f", "/etc/a b.cfg", "-S", "/run/sock"])
        self.assertFalse(ignored)
        self.assertEqual(units.arguments("-/bin/true", {}), (["/bin/true"], True))

    def test_order_goes_by_way_of_targets(self) -> None:
        network = units.Unit("net.service", {"Before": ["network-online.target"]})
        gate = units.Unit("gate.service", {"Before": ["net.service"]})
        haproxy = units.Unit("haproxy.service", {"After": ["network-online.target"]})
        order = units.in_order([haproxy, network, gate])
        self.assertEqual([unit.name for unit in order], ["gate.service", "net.service", "haproxy.service"])

    def test_time_spans(self) -> None:
        self.assertEqual([units.seconds(text) for text in ("100ms", "5", "1min 30s")], [0.1, 5.0, 90.0])


if __name__ == "__main__":
    unittest.main()
