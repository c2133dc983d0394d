"""Prints what the real lbprov-guest says of a member whose files are in a folder, on a machine that does what they say.

Arguments: cloudinit/, the folder, and JSON: the member's own addresses by interface, its gateways, whether it holds the
virtual IPs, the names of the servers that are down, and the units that do not run.
"""

import json
import re
import sys
from pathlib import Path

sys.path.insert(0, sys.argv[1])
import lbprov_guest_test as fakes

guest = fakes.guest


class Machine(fakes.Machine):
    """The tests' machine, but its files are there already and its programs run with them."""

    def __init__(self, root, facts):
        self.root = root
        self.facts = facts
        self.asked = []
        self.failing = {"check-haproxy"} if "haproxy" in facts["stopped"] else set()
        self.member = json.loads(self.text("/etc/lbprov/member.json"))
        self.firewall = "table inet lbprov" in self.text("/etc/nftables.conf")
        self.units = {unit: "inactive" if unit in facts["stopped"] else "active" for unit in ("haproxy", "keepalived", "lbprov-sync")}
        self.links = [self.link_of(name, own) for name, own in facts["addresses"].items()]
        self.routes = {"-4": facts["gateways"], "-6": facts["gateways"]}
        self.wireguard()
        self.sync = self.judged()
        for key, value in re.findall(r"^(net\S+) = (.*)$", self.text("/etc/sysctl.d/60-lbprov.conf"), re.M):
            self.write("/proc/sys/" + key.replace(".", "/"), value + "\n")

    def text(self, absolute):
        return self.path(absolute).read_text() if self.path(absolute).exists() else ""

    def link_of(self, name, own):
        floating = self.member["virtualIps"] if self.facts["holds"] else []
        on_this = [address for address in floating if name == self.member["vrrp"]["interface"]]
        return fakes.link(name, *own, *on_this)

    def wireguard(self):
        text = self.text("/etc/wireguard/wg0.conf")
        port = re.search(r"^ListenPort = (.*)$", text, re.M)
        self.port = port.group(1) if port else None
        if port:
            addresses = re.search(r"^Address = (.*)$", text, re.M).group(1).split(",")
            self.links.append(fakes.link("wg0", *(address.strip().split("/")[0] for address in addresses)))
            self.server_key = self.member["vpn"]["publicKey"]
            self.peers = dict.fromkeys(re.findall(r"^PublicKey = (.*)$", text, re.M), 0)

    def judged(self):
        """What the sync service says where the partner sees the same servers, and has no trouble of its own."""
        lost = {f"service {name}" for name in self.member["essential"] if self.is_lost(name)}
        dead = {"haproxy", *(f"service {name}" for name in self.member["essential"])}
        failing = frozenset(dead if "haproxy" in self.facts["stopped"] else lost)
        partner = guest.Partner()
        partner.heard_at, partner.failing, partner.generation = 9.0, frozenset(lost), 1
        standing = guest.Judge(1, 0.0).judge(10.0, failing, self.facts["holds"], partner, False)
        return {
            "at": 10.0,
            "failing": sorted(failing),
            "standing": standing.value,
            "reason": standing.reason,
            "degraded": standing.degraded,
            "clock": None,
            "partner": {"heardAt": 9.7, "failing": sorted(lost), "generation": 1, "incarnation": 1},
        }

    def is_lost(self, service):
        rows = [row.split(",") for row in self.stat().splitlines()]
        servers = [row for row in rows if row[0] == service and row[1] not in ("FRONTEND", "BACKEND")]
        return bool(servers) and all(row[3] == "DOWN" for row in servers)

    def world(self):
        return guest.World(self.root, self.run, lambda: fakes.NOW, lambda: 10.2)

    def stat(self):
        rows, section = [], ""
        for line in self.text("/etc/haproxy/haproxy.cfg").splitlines():
            words = line.split() or [""]
            if words[0] in ("frontend", "backend", "listen"):
                section = words[1]
                if words[0] == "frontend":
                    rows.append(f"{section},FRONTEND,,OPEN,,")
            elif words[0] == "server":
                down = words[1] in self.facts["down"]
                rows.append(f"{section},{words[1]},0,{'DOWN,L4TOUT' if down else 'UP,L4OK'},")
        return fakes.STAT_COLUMNS + "\n".join(rows) + "\n"


machine = Machine(Path(sys.argv[2]), json.loads(sys.argv[3]))
admin = fakes.AdminSocket(machine, machine.stat())
machine.write("/run/lbprov/sync.json", json.dumps(machine.sync))
machine.write("/run/lbprov/standing", f"{machine.sync['standing']}\n")
code = guest.main(["status"], machine.world())
admin.close()
sys.exit(code)
