"""Tests of lbprov-guest: a machine in a folder, its programs answered from a table, haproxy by a real socket."""

import contextlib
import hashlib
import importlib.machinery
import importlib.util
import io
import json
import os
import queue
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
PROGRAM = Path(__file__).with_name("lbprov-guest")
LOADER = importlib.machinery.SourceFileLoader("lbprov_guest", str(PROGRAM))
SPEC = importlib.util.spec_from_loader("lbprov_guest", LOADER)
guest = importlib.util.module_from_spec(SPEC)
sys.modules["lbprov_guest"] = guest
LOADER.exec_module(guest)

PRIVATE_KEY = "SECRETSECRETSECRETSECRETSECRETSECRETSECRETA="
SERVER_KEY = "c2VydmVyc2VydmVyc2VydmVyc2VydmVyc2VydmVyc2U="
LAPTOP_KEY = "bGFwdG9wbGFwdG9wbGFwdG9wbGFwdG9wbGFwdG9wbGE="
PHONE_KEY = "cGhvbmVwaG9uZXBob25lcGhvbmVwaG9uZXBob25lcGg="
NOW = 1_700_000_100

MEMBER = {
    "format": 1,
    "pair": "demo",
    "member": "load-balancer-1",
    "virtualIps": ["198.51.100.10", "2001:db8::10"],
    "vrrp": {"interface": "public", "routerId": 55, "priority": 250, "peer": "198.51.100.12"},
    "gateways": [
        {"interface": "public", "address": "198.51.100.1"},
        {"interface": "public", "address": "2001:db8::1"},
    ],
    "interfaces": ["public"],
    "services": ["http", "https"],
    "essential": ["http"],
    "sync": {"name": "load-balancer-2", "address": "198.51.100.11", "partner": "198.51.100.12", "port": 51869},
    "vpn": {
        "interface": "wg0",
        "addresses": ["10.9.0.1"],
        "port": 51871,
        "publicKey": SERVER_KEY,
        "members": [{"name": "laptop-1", "publicKey": LAPTOP_KEY}, {"name": "phone-1", "publicKey": PHONE_KEY}],
    },
}

KEEPALIVED = """\
global_defs {
    router_id load-balancer-1  # "this } is a comment
}
vrrp_script haproxy {
    script "/usr/local/lib/lbprov/check-haproxy"
}
vrrp_script wireguard { script "/usr/local/lib/lbprov/check-wireguard wg0" }
track_file drain {
    file /var/lib/lbprov/drain
    weight 1
}
track_file standing {
    file /run/lbprov/standing
    weight 1
}
vrrp_instance lbprov {
    interface public
    virtual_router_id 55
    priority 250
    unicast_src_ip 198.51.100.11
    unicast_peer {
        198.51.100.12
    }
    virtual_ipaddress {
        198.51.100.10/32 dev public
    }
    virtual_ipaddress_excluded {
        2001:db8:0::10/128 dev public
    }
    track_interface {
        wg0
    }
    track_script {
        haproxy
        wireguard
    }
    track_file {
        drain
        standing
    }
}
"""

STAT_COLUMNS = "# pxname,svname,qcur,status,check_status,\n"
STAT = STAT_COLUMNS + "".join(
    line + ",\n"
    for line in (
        "http,FRONTEND,,OPEN,",
        "http,web-1,0,UP,L4OK",
        "http,web-2,0,UP 1/2,* L7OK",
        "http,BACKEND,0,UP,",
        "https,FRONTEND,,OPEN,",
        "https,web-1,0,no check,",
        "https,BACKEND,0,UP,",
    )
)


def link(name, *addresses, flags=("BROADCAST", "UP", "LOWER_UP"), **extra):
    return {"ifname": name, "flags": list(flags), "addr_info": [{"local": a, **extra} for a in addresses]}


class Machine:
    """A healthy holder of the virtual IPs; each test breaks one thing."""

    def __init__(self, folder):
        self.root = Path(folder)
        self.member = json.loads(json.dumps(MEMBER))
        self.routes = {
            "-4": [{"dst": "default", "gateway": "198.51.100.1", "dev": "public"}],
            "-6": [{"dst": "default", "gateway": "2001:db8:0::1", "dev": "public"}],
        }
        self.links = [
            link("lo", "127.0.0.1"),
            link("public", "198.51.100.11", "198.51.100.10", "2001:0db8::0010"),
            link("wg0", "10.9.0.1", flags=("POINTOPOINT", "UP", "LOWER_UP")),
        ]
        self.units = {"haproxy": "active", "keepalived": "active", "lbprov-sync": "active"}
        self.sync = {
            "at": 1000.5,
            "failing": [],
            "standing": 0,
            "reason": None,
            "degraded": None,
            "clock": None,
            "partner": {"heardAt": 1000.2, "failing": [], "generation": 3, "incarnation": 2},
        }
        self.failing = set()
        self.peers = {LAPTOP_KEY: NOW - 42, PHONE_KEY: 0}
        self.port = "51871"
        self.server_key = SERVER_KEY
        self.firewall = True
        self.asked = []
        self.keepalived = KEEPALIVED
        for check in ("check-haproxy", "check-wireguard"):
            self.write(f"/usr/local/lib/lbprov/{check}", "x")
            self.path(f"/usr/local/lib/lbprov/{check}").chmod(0o755)
        self.write("/etc/hostname", "load-balancer-1\n")
        self.write("/etc/ssh/ssh_host_ed25519_key.pub", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIone load-balancer-1\n")
        self.write("/proc/sys/net/ipv4/ip_nonlocal_bind", "1\n")
        self.write("/proc/sys/net/ipv6/ip_nonlocal_bind", "1\n")
        self.write("/etc/haproxy/haproxy.cfg", "global\n")
        self.write("/etc/cloud/cloud-init.disabled", "")
        self.write("/var/lib/lbprov/drain", "0\n")
        digest = hashlib.sha256(b"global\n").hexdigest()
        self.generation = {"number": 3, "hash": "aa", "lbprov": "0.1.0", "files": {"/etc/haproxy/haproxy.cfg": digest}}

    def path(self, absolute):
        return self.root / absolute.lstrip("/")

    def write(self, absolute, text):
        self.path(absolute).parent.mkdir(parents=True, exist_ok=True)
        self.path(absolute).write_text(text)

    def run(self, arguments, seconds):
        self.asked.append((arguments, seconds))
        if arguments[0].startswith(str(self.root)):
            return guest.Answer(1 if Path(arguments[0]).name in self.failing else 0)
        return {"ip": self.ip, "systemctl": self.is_active, "wg": self.wg_dump, "nft": self.nft}[arguments[0]](arguments)

    def ip(self, arguments):
        return guest.Answer(0, json.dumps(self.routes[arguments[2]] if "route" in arguments else self.links))

    def nft(self, arguments):
        return guest.Answer(0 if self.firewall else 1)

    def is_active(self, arguments):
        states = [self.units[name] for name in arguments[2:]]
        return guest.Answer(0 if set(states) == {"active"} else 3, "".join(f"{state}\n" for state in states))

    def wg_dump(self, arguments):
        if self.port is None:
            return guest.Answer(1)
        lines = [f"{PRIVATE_KEY}\t{self.server_key}\t{self.port}\toff"]
        lines += [f"{key}\t{PRIVATE_KEY}\t203.0.113.9:4000\t10.9.0.20/32\t{t}\t1\t2\t25" for key, t in self.peers.items()]
        return guest.Answer(0, "\n".join(lines) + "\n")

    def world(self):
        return guest.World(self.root, self.run, lambda: NOW + 0.5, lambda: 1001.0)

    def command(self, *arguments):
        self.write("/etc/lbprov/member.json", json.dumps(self.member))
        if self.keepalived is not None:
            self.write("/etc/keepalived/keepalived.conf", self.keepalived)
        if self.sync is not None:
            self.write("/run/lbprov/sync.json", json.dumps(self.sync))
            self.write("/run/lbprov/standing", f"{self.sync['standing']}\n")
        if self.generation is not None:
            self.write("/etc/lbprov/generation.json", json.dumps(self.generation))
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = guest.main(list(arguments), self.world())
        return code, out.getvalue(), err.getvalue()


class AdminSocket:
    """haproxy's admin socket: one command a connection, then end of file."""

    def __init__(self, machine, stat):
        path = machine.path("/run/haproxy/admin.sock")
        path.parent.mkdir(parents=True)
        self.answers = {"show info": "Name: HAProxy\nVersion: 2.8.5\nUptime: 0d\n\n", "show stat": stat}
        self.server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.server.bind(str(path))
        self.server.listen()
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                client, _ = self.server.accept()
            except OSError:
                return
            with client:
                client.sendall(self.answers[client.recv(100).decode().strip()].encode())

    def close(self):
        # wakes accept(), which close() alone does not
        self.server.shutdown(socket.SHUT_RDWR)
        self.server.close()


class GuestTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.machine = Machine(folder.name)

    def status(self, stat=STAT):
        if stat is not None:
            admin = AdminSocket(self.machine, stat)
            self.addCleanup(admin.close)
        code, out, err = self.machine.command("status")
        self.assertEqual((code, err), (0, ""))
        self.assertNotIn("SECRET", out)
        return json.loads(out)

    def keepalived_of(self, document):
        return document["keepalived"]["active"], document["keepalived"]["state"]

    def problems(self, stat=STAT):
        return [f"{p['part']} {p['severity']}: {p['text']}" for p in self.status(stat)["problems"]]


class StatusTest(GuestTest):
    def test_a_healthy_holder_of_the_virtual_ips(self):
        self.assertEqual(
            self.status(),
            {
                "format": 1,
                "pair": "demo",
                "member": "load-balancer-1",
                "generation": {"number": 3, "hash": "aa", "lbprov": "0.1.0", "changed": []},
                "drained": False,
                "keepalived": {"active": True, "state": "MASTER", "priority": 250, "expectedPriority": 250},
                "virtualIps": [
                    {"address": "198.51.100.10", "held": True},
                    {"address": "2001:db8::10", "held": True},
                ],
                "haproxy": {
                    "active": True,
                    "version": "2.8.5",
                    "services": [
                        {
                            "name": "http",
                            "servers": [
                                {"name": "web-1", "up": True, "check": "L4OK"},
                                {"name": "web-2", "up": True, "check": "L7OK"},
                            ],
                        },
                        {"name": "https", "servers": [{"name": "web-1", "up": True, "check": "no check"}]},
                    ],
                },
                "wireguard": {
                    "active": True,
                    "port": 51871,
                    "publicKey": SERVER_KEY,
                    "members": [
                        {"name": "laptop-1", "publicKey": LAPTOP_KEY, "handshakeAge": 42},
                        {"name": "phone-1", "publicKey": PHONE_KEY, "handshakeAge": None},
                    ],
                },
                "firewall": {"active": True},
                "sync": {
                    "active": True,
                    "healthy": True,
                    "degraded": None,
                    "partner": {"heardAge": 0, "healthy": True, "generation": 3, "incarnation": 2},
                },
                "sshHostKey": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIone",
                "cloudInit": {"disabled": True, "copies": False},
                "problems": [],
            },
        )

    def test_every_program_has_a_time_limit(self):
        self.status()
        self.assertTrue(all(0 < seconds <= 5 for _, seconds in self.machine.asked))

    def test_a_backup_holds_nothing_and_has_no_problem(self):
        self.machine.links[1] = link("public", "198.51.100.11")
        document = self.status()
        self.assertEqual(self.keepalived_of(document), (True, "BACKUP"))
        self.assertEqual([ip["held"] for ip in document["virtualIps"]], [False, False])
        self.assertEqual(document["problems"], [])

    def test_a_drained_member_says_so(self):
        self.machine.write("/var/lib/lbprov/drain", "-20\n")
        self.assertTrue(self.status()["drained"])

    def test_a_drain_file_with_nonsense_is_a_warning(self):
        self.machine.write("/var/lib/lbprov/drain", "yes\n")
        self.assertEqual(self.problems(), ["keepalived warning: /var/lib/lbprov/drain does not hold a number"])

    def test_a_missing_drain_file_means_serving(self):
        self.machine.path("/var/lib/lbprov/drain").unlink()
        self.assertFalse(self.status()["drained"])

    def test_a_file_changed_by_hand_is_named(self):
        self.machine.write("/etc/haproxy/haproxy.cfg", "global # mine\n")
        document = self.status()
        self.assertEqual(document["generation"]["changed"], ["/etc/haproxy/haproxy.cfg"])
        self.assertEqual(document["problems"][0]["text"], "/etc/haproxy/haproxy.cfg is not as lbprov wrote it")

    def test_a_file_that_is_gone_counts_as_changed(self):
        self.machine.path("/etc/haproxy/haproxy.cfg").unlink()
        self.assertEqual(self.status()["generation"]["changed"], ["/etc/haproxy/haproxy.cfg"])

    def test_a_member_without_a_generation(self):
        self.machine.generation = None
        document = self.status()
        self.assertIsNone(document["generation"])
        self.assertEqual(document["problems"][0]["part"], "generation")
        self.assertEqual(document["problems"][0]["severity"], "error")

    def test_keepalived_stopped_while_the_addresses_stay(self):
        self.machine.units["keepalived"] = "failed"
        document = self.status()
        self.assertEqual(self.keepalived_of(document), (False, "STOPPED"))
        self.assertEqual(
            [p["text"] for p in document["problems"]],
            [
                "keepalived does not run",
                "198.51.100.10 is still here, and nothing looks after it",
                "2001:db8::10 is still here, and nothing looks after it",
            ],
        )

    def test_a_failing_check_is_a_fault(self):
        self.machine.links[1] = link("public", "198.51.100.11")
        self.machine.failing = {"check-haproxy"}
        document = self.status()
        self.assertEqual(document["keepalived"]["state"], "FAULT")
        self.assertEqual(
            document["problems"],
            [
                {
                    "part": "keepalived",
                    "severity": "error",
                    "text": "check-haproxy fails, so this member gives up the virtual IPs",
                }
            ],
        )

    def test_only_some_of_the_virtual_ips(self):
        self.machine.links[1] = link("public", "198.51.100.11", "198.51.100.10")
        self.assertEqual(self.problems(), ["keepalived error: holds only 1 of 2 virtual IPs"])

    def test_haproxy_stopped(self):
        self.machine.units["haproxy"] = "inactive"
        document = self.status(stat=None)
        self.assertEqual(document["haproxy"], {"active": False, "version": None, "services": []})
        self.assertEqual(document["problems"][0]["text"], "haproxy does not run")

    def test_haproxy_runs_and_does_not_answer(self):
        document = self.status(stat=None)
        self.assertEqual(document["haproxy"], {"active": True, "version": None, "services": []})
        self.assertEqual(document["problems"][0]["text"], "haproxy does not answer on its admin socket")

    def test_a_service_that_haproxy_does_not_know(self):
        self.machine.member["services"].append("kube")
        self.assertEqual(self.problems(), ["haproxy error: service kube: haproxy does not listen for it"])

    def test_servers_down_are_warnings_even_when_it_was_the_last(self):
        stat = STAT.replace("https,web-1,0,no check,", "https,web-1,0,DOWN 1/2,L4CON").replace("web-2,0,UP 1/2", "web-2,0,DOWN")
        self.assertEqual(
            self.problems(stat),
            [
                "backend warning: service http: server web-2 is down (L7OK)",
                "backend warning: service https: server web-1 is down (L4CON)",
                "backend warning: service https: no server of 1 is up",
            ],
        )

    def test_the_servers_of_a_route_are_told_with_it(self):
        routes = "".join(
            line + ",\n"
            for line in (
                "https:git.example.org,git-1,0,UP,L6OK",
                "https:git.example.org,BACKEND,0,UP,",
                "https:.apps.example.org,app-1,0,DOWN,L4CON",
                "https:.apps.example.org,BACKEND,0,DOWN,",
                "https-other,web-1,0,DOWN,L4CON",
            )
        )
        document = self.status(STAT + routes)
        self.assertEqual(
            document["haproxy"]["services"][1]["servers"],
            [
                {"name": "web-1", "up": True, "check": "no check"},
                {"name": "git.example.org/git-1", "up": True, "check": "L6OK"},
                {"name": "apps.example.org/app-1", "up": False, "check": "L4CON"},
            ],
        )
        self.assertEqual(
            [problem["text"] for problem in document["problems"]],
            [
                "service https: server apps.example.org/app-1 is down (L4CON)",
                "service https: no server of 1 for apps.example.org is up",
            ],
        )

    def test_the_next_worker_is_told_which_servers_are_down_and_nothing_that_the_file_has_changed(self):
        admin = AdminSocket(self.machine, STAT)
        self.addCleanup(admin.close)
        head = "1\n# be_id be_name srv_id srv_name srv_addr srv_op_state srv_port\n"
        rows = {
            "up": "3 http 1 web-1 203.0.113.21 2 80\n",
            "down": "3 http 2 web-2 203.0.113.22 0 80\n",
            "down6": "3 http 3 web-3 2001:db8::23 0 80\n",
            "moved": "3 http 4 web-4 203.0.113.24 0 80\n",
            "elsewhere": "4 https 1 web-2 203.0.113.22 0 80\n",
        }
        self.machine.write(
            "/etc/haproxy/haproxy.cfg",
            "backend http\n server web-1 203.0.113.21:80 check\n server web-2 203.0.113.22:80 check\n"
            " server web-3 [2001:db8::23]:80 check\n server web-4 203.0.113.24:8080 check\nbackend https\n",
        )
        admin.answers["show servers state"] = head + "".join(rows.values()) + "\n"

        self.assertEqual(self.machine.command("remember-servers"), (0, "", ""))

        kept = self.machine.path("/run/haproxy/servers").read_text()
        self.assertEqual(kept, head + rows["down"] + rows["down6"])

    def test_a_haproxy_that_says_nothing_leaves_the_state_as_it_was(self):
        self.machine.write("/run/haproxy/servers", "1\n")
        self.assertEqual(
            self.machine.command("remember-servers"), (1, "", "lbprov-guest: haproxy does not answer on its admin socket\n")
        )
        self.assertEqual(self.machine.path("/run/haproxy/servers").read_text(), "1\n")

    def test_a_server_in_maintenance_is_not_up(self):
        document = self.status(STAT.replace("http,web-1,0,UP,L4OK", "http,web-1,0,MAINT,"))
        self.assertEqual(document["haproxy"]["services"][0]["servers"][0], {"name": "web-1", "up": False, "check": "MAINT"})

    def test_a_pair_without_a_vpn(self):
        self.machine.member["vpn"] = None
        self.machine.port = None
        document = self.status()
        self.assertIsNone(document["wireguard"])
        self.assertEqual(document["problems"], [])

    def test_wireguard_down(self):
        self.machine.port = None
        document = self.status()
        self.assertFalse(document["wireguard"]["active"])
        self.assertEqual(document["wireguard"]["members"][0]["handshakeAge"], None)
        self.assertEqual([p["text"] for p in document["problems"]], ["WireGuard does not run on wg0"])

    def test_wireguard_with_the_wrong_port_key_and_address(self):
        self.machine.port = "51820"
        self.machine.server_key = PHONE_KEY
        self.machine.links[2] = link("wg0", "10.9.0.2")
        self.assertEqual(
            self.problems(),
            [
                "wireguard error: listens on port 51820, not on 51871",
                "wireguard error: runs with another key than the pair's",
                "wireguard error: wg0 does not have the address 10.9.0.1",
            ],
        )

    def test_the_virtual_private_address_on_another_interface_does_not_count(self):
        self.machine.links[2] = link("wg0")
        self.machine.links[1] = link("public", "198.51.100.11", "198.51.100.10", "2001:db8::10", "10.9.0.1")
        self.assertEqual(self.problems(), ["wireguard error: wg0 does not have the address 10.9.0.1"])

    def test_a_vpn_member_missing_and_a_stranger_let_in(self):
        del self.machine.peers[PHONE_KEY]
        self.machine.peers["c3RyYW5nZXI="] = 0
        self.assertEqual(
            self.problems(),
            [
                "wireguard error: VPN member phone-1 is not let in",
                "wireguard error: lets in a key that the profile does not name: c3RyYW5nZXI=",
            ],
        )

    def test_a_clock_that_went_back_gives_no_negative_age(self):
        self.machine.peers[LAPTOP_KEY] = NOW + 500
        self.assertEqual(self.status()["wireguard"]["members"][0]["handshakeAge"], 0)

    def test_no_firewall(self):
        self.machine.firewall = False
        document = self.status()
        self.assertEqual(document["firewall"], {"active": False})
        self.assertEqual(document["problems"][0]["text"], "the firewall is not loaded")

    def test_an_interface_that_is_not_there(self):
        self.machine.links[1]["ifname"] = "eth0"
        self.assertEqual(
            self.problems(),
            [
                "network error: there is no interface public: no network card has its MAC address",
                "keepalived error: interface public is not up, so this member gives up the virtual IPs",
            ],
        )

    def test_an_interface_without_a_carrier(self):
        self.machine.links[1]["flags"] = ["NO-CARRIER", "BROADCAST", "UP"]
        self.assertEqual(
            self.problems(),
            [
                "network error: interface public is down or has no carrier",
                "keepalived error: interface public is not up, so this member gives up the virtual IPs",
            ],
        )

    def test_an_address_that_another_machine_uses(self):
        self.machine.links[1]["addr_info"][2]["dadfailed"] = True
        self.assertEqual(self.problems(), ["network error: another machine uses 2001:0db8::0010"])

    def test_cloud_init_that_would_run_again(self):
        self.machine.path("/etc/cloud/cloud-init.disabled").unlink()
        document = self.status()
        self.assertEqual(document["cloudInit"], {"disabled": False, "copies": False})
        self.assertEqual(document["problems"][0]["severity"], "warning")

    def test_copies_of_the_secrets(self):
        self.machine.write("/var/lib/cloud/instances/i-1/obj.pkl", PRIVATE_KEY)
        document = self.status()
        self.assertEqual(document["cloudInit"], {"disabled": True, "copies": True})
        self.assertEqual(document["problems"][0]["text"], "cloud-init still has copies of the secrets")

    def test_a_failed_first_boot(self):
        self.machine.write("/run/lbprov/first-boot.json", '{"result": "failed", "error": "apt could not install haproxy"}')
        self.assertEqual(
            self.problems(), ["cloud-init error: the first boot failed: apt could not install haproxy"]
        )

    def test_programs_that_are_missing_are_problems_not_crashes(self):
        self.machine.run = lambda arguments, seconds: guest.Answer(127)
        parts = {problem["part"] for problem in self.status()["problems"]}
        self.assertEqual(parts, {"network", "keepalived", "haproxy", "wireguard", "firewall", "sync"})

    def test_a_member_without_a_default_route(self):
        self.machine.routes["-4"] = []
        self.machine.routes["-6"][0]["dev"] = "nat"
        self.assertEqual(
            self.problems(),
            [
                "network error: there is no default route by 198.51.100.1 on interface public",
                "network error: there is no default route by 2001:db8::1 on interface public",
            ],
        )

    def test_another_host_name(self):
        self.machine.write("/etc/hostname", "web\n")
        self.assertEqual(self.problems(), ["network error: the host name is web, not load-balancer-1"])

    def test_a_kernel_that_binds_to_own_addresses_only(self):
        self.machine.write("/proc/sys/net/ipv4/ip_nonlocal_bind", "0\n")
        self.machine.path("/proc/sys/net/ipv6/ip_nonlocal_bind").unlink()
        self.assertEqual(
            self.problems(),
            [
                f"haproxy error: net.{family}.ip_nonlocal_bind is 0, not 1: haproxy cannot start without the virtual IPs"
                for family in ("ipv4", "ipv6")
            ],
        )

    def test_a_setting_of_a_family_without_a_virtual_ip_does_not_matter(self):
        self.machine.member["virtualIps"] = ["198.51.100.10"]
        self.machine.keepalived = KEEPALIVED.replace("2001:db8:0::10/128 dev public", "")
        self.machine.path("/proc/sys/net/ipv6/ip_nonlocal_bind").unlink()
        self.assertEqual(self.problems(), [])

    def test_a_member_file_that_is_missing_or_broken_ends_with_one_line(self):
        for text, reason in ((None, "No such file"), ("{", "not a JSON object"), ("[]", "not a JSON object"), ("{}", "'vrrp'")):
            path = self.machine.path("/etc/lbprov/member.json")
            if text is None:
                path.unlink(missing_ok=True)
            else:
                self.machine.write("/etc/lbprov/member.json", text)
            err = io.StringIO()
            with contextlib.redirect_stderr(err):
                code = guest.main(["status"], self.machine.world())
            self.assertEqual(code, 1)
            self.assertRegex(err.getvalue(), r"\Albprov-guest: [^\n]+\n\Z")
            if text != "{}":
                self.assertIn(reason, err.getvalue())


class KeepalivedFileTest(GuestTest):
    """keepalived.conf against member.json."""

    def change(self, old, new):
        self.assertIn(old, self.machine.keepalived)
        self.machine.keepalived = self.machine.keepalived.replace(old, new)

    def keepalived_problems(self):
        problems = self.problems()
        self.assertTrue(all(problem.startswith("keepalived error: ") for problem in problems), problems)
        return [problem.removeprefix("keepalived error: ") for problem in problems]

    def test_another_priority_is_a_problem_and_both_numbers_are_told(self):
        self.change("priority 250", "priority 240")
        document = self.status()
        self.assertEqual(
            document["keepalived"], {"active": True, "state": "MASTER", "priority": 240, "expectedPriority": 250}
        )
        self.assertEqual(
            [problem["text"] for problem in document["problems"]],
            ["keepalived.conf has priority 240, member.json says 250"],
        )

    def test_members_that_are_meant_to_be_equal_are_no_problem(self):
        self.change("priority 250", "priority 240")
        self.machine.member["vrrp"]["priority"] = 240
        self.assertEqual(self.problems(), [])

    def test_a_priority_that_is_no_number_counts_as_keepaliveds_own(self):
        self.change("priority 250", "priority high")
        self.assertEqual(self.keepalived_problems(), ["keepalived.conf has priority 100, member.json says 250"])

    def test_another_router_id(self):
        self.change("virtual_router_id 55", "virtual_router_id 56")
        self.assertEqual(self.keepalived_problems(), ["keepalived.conf has virtual router id 56, member.json says 55"])

    def test_another_peer(self):
        self.change("198.51.100.12", "198.51.100.13")
        self.assertEqual(
            self.keepalived_problems(), ["keepalived.conf has the peers [198.51.100.13], member.json says [198.51.100.12]"]
        )

    def test_other_virtual_ips(self):
        self.change("2001:db8:0::10/128", "2001:db8::20/128")
        self.assertEqual(
            self.keepalived_problems(),
            ["keepalived.conf floats 198.51.100.10, 2001:db8::20, member.json says 198.51.100.10, 2001:db8::10"],
        )

    def test_another_interface(self):
        self.change("interface public", "interface eth0")
        self.assertEqual(
            self.keepalived_problems(),
            [
                "keepalived.conf is on interface eth0, member.json says public",
                "interface eth0 is not up, so this member gives up the virtual IPs",
            ],
        )

    def test_another_address_of_its_own(self):
        self.change("unicast_src_ip 198.51.100.11", "unicast_src_ip 198.51.100.21")
        self.assertEqual(
            self.keepalived_problems(),
            [
                "public does not have the address 198.51.100.21 that VRRP is to come from,"
                " so this member gives up the virtual IPs"
            ],
        )

    def test_a_drain_file_that_is_not_followed(self):
        self.change("file /var/lib/lbprov/drain", "file /var/lib/lbprov/drained")
        self.assertEqual(
            self.keepalived_problems(),
            ["keepalived.conf does not follow /var/lib/lbprov/drain: draining has no effect"],
        )

    def test_a_drain_file_that_is_defined_and_not_used(self):
        self.change("        drain\n", "")
        self.assertEqual(
            self.keepalived_problems(),
            ["keepalived.conf does not follow /var/lib/lbprov/drain: draining has no effect"],
        )

    def test_a_check_that_cannot_be_executed(self):
        self.machine.path("/usr/local/lib/lbprov/check-haproxy").chmod(0o644)
        self.machine.path("/usr/local/lib/lbprov/check-wireguard").unlink()
        self.assertEqual(
            self.keepalived_problems(),
            [
                f"check /usr/local/lib/lbprov/check-{name} cannot be executed, so keepalived does without it"
                for name in ("haproxy", "wireguard")
            ],
        )

    def test_a_check_that_is_not_defined(self):
        self.change("vrrp_script haproxy", "vrrp_script web")
        self.assertEqual(self.keepalived_problems(), ["check  cannot be executed, so keepalived does without it"])

    def test_a_check_that_is_not_tracked_is_not_asked(self):
        self.change("        wireguard\n", "")
        self.machine.failing = {"check-wireguard"}
        self.assertEqual(self.problems(), [])

    def test_a_check_gets_its_arguments(self):
        self.status()
        commands = [arguments[1:] for arguments, _ in self.machine.asked if arguments[0].endswith("check-wireguard")]
        self.assertEqual(commands, [["wg0"]])

    def test_a_tracked_interface_that_is_down(self):
        self.machine.links[2]["flags"] = []
        self.assertEqual(
            self.keepalived_problems(), ["tracked interface wg0 is not up, so this member gives up the virtual IPs"]
        )

    def test_a_stopped_keepalived_gives_nothing_up(self):
        self.machine.units["keepalived"] = "inactive"
        self.machine.links[1] = link("public", "198.51.100.11")
        self.machine.failing = {"check-haproxy"}
        self.assertEqual(self.keepalived_problems(), ["keepalived does not run"])

    def test_a_missing_or_broken_file(self):
        self.change(KEEPALIVED, "}}} {\nvrrp_instance")
        document = self.status()
        self.assertEqual(document["keepalived"]["priority"], 100)
        self.machine.keepalived = None
        self.machine.path("/etc/keepalived/keepalived.conf").unlink()
        _, out, _ = self.machine.command("status")
        self.assertIsNone(json.loads(out)["keepalived"]["priority"])
        self.assertIn("keepalived.conf has no VRRP instance", out)


class SealTest(unittest.TestCase):
    def setUp(self):
        self.seal = guest.Seal(b"secret", "sync")

    def test_what_was_sealed_is_opened(self):
        self.assertEqual(self.seal.open(self.seal.close({"a": [1]})), {"a": [1]})

    def test_nothing_else_is(self):
        good = self.seal.close({"a": 1})
        flipped = [good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :] for at in range(len(good))]
        strangers = [guest.Seal(b"other", "sync").close({}), guest.Seal(b"secret", "gate").close({})]
        garbage = [b"", b"LBP1", good[:-1], good + b" ", os.urandom(1400), b"[" * 60000]
        for datagram in [*flipped, *strangers, *garbage]:
            self.assertIsNone(self.seal.open(datagram))

    def test_a_list_with_a_right_seal_is_no_message(self):
        self.assertIsNone(self.seal.open(self.seal.close([1])))


class ConversationTest(unittest.TestCase):
    """Two members that talk; `say` is one message from the first to the second."""

    def setUp(self):
        self.one, self.two = guest.Conversation(), guest.Conversation()

    def message(self, speaker, now):
        return {**speaker.stamp(now), "count": speaker.next_count()}

    def meet(self, now=0.0):
        self.two.believes(self.message(self.one, now), now)
        self.one.believes(self.message(self.two, now), now)

    def test_nothing_is_believed_before_it_answers_what_was_just_said(self):
        first = self.message(self.one, 0.0)
        self.assertFalse(self.two.believes(first, 0.0))
        self.assertFalse(self.two.is_answered)
        self.assertTrue(self.one.believes(self.message(self.two, 0.1), 0.1))
        self.assertTrue(self.two.believes(self.message(self.one, 0.2), 0.2))

    def test_a_second_copy_is_not_believed(self):
        self.meet()
        message = self.message(self.one, 0.5)
        self.assertTrue(self.two.believes(message, 0.5))
        self.assertFalse(self.two.believes(message, 0.6))

    def test_an_old_one_is_not_believed_whoever_restarted(self):
        self.meet()
        held_back = self.message(self.one, 0.5)
        self.two.stamp(1.0)
        self.assertFalse(self.two.believes(held_back, 2.6))
        self.assertFalse(guest.Conversation().believes(held_back, 0.6))

    def test_a_recording_does_not_make_the_partner_deaf(self):
        recording = self.message(self.one, 0.0)
        self.meet()
        self.assertTrue(self.two.believes(self.message(self.one, 0.1), 0.1))
        self.assertFalse(self.two.believes(recording, 0.2))
        self.assertTrue(self.one.believes(self.message(self.two, 0.3), 0.3))

    def test_a_partner_that_restarted_is_believed_again(self):
        self.meet()
        self.two.believes(self.message(self.one, 0.5), 0.5)
        self.one = guest.Conversation()
        self.assertFalse(self.two.believes(self.message(self.one, 3.0), 3.0))
        self.assertFalse(self.one.believes({**self.two.stamp(3.1), "count": "x"}, 3.1))
        self.one.believes(self.message(self.two, 3.1), 3.1)
        self.assertTrue(self.two.believes(self.message(self.one, 3.2), 3.2))

    def test_messages_without_the_fields_or_with_strange_ones_are_nothing(self):
        for message in ({}, {"session": 1, "nonce": "a", "count": 1}, {"session": "s", "nonce": None, "count": 2, "echo": []}):
            self.assertFalse(self.two.believes(message, 0.0))


class PartnerTest(unittest.TestCase):
    def heard(self, **message):
        partner = guest.Partner()
        partner.hear(message, 100.0, 5000.0)
        return partner

    def test_a_message_of_another_version_is_taken_as_far_as_it_is_understood(self):
        partner = self.heard(format=9, novelty={"x": 1}, generation="four", holds=1, failing=None, clock="noon", peers={})
        self.assertEqual((partner.generation, partner.holds, partner.failing), (0, False, frozenset()))
        self.assertIsNone(partner.clock_ahead)

    def test_ages_become_moments_of_this_machines_own_clock(self):
        partner = self.heard(peers=[[LAPTOP_KEY, "203.0.113.9:4000", 30.5, "new"], [PHONE_KEY, "[2001:db8::9]:1", 2]])
        self.assertEqual(partner.handshakes[LAPTOP_KEY], guest.Handshake("203.0.113.9:4000", 69.5))
        self.assertEqual(partner.handshakes[PHONE_KEY], guest.Handshake("[2001:db8::9]:1", 98.0))

    def test_peers_that_could_do_harm_are_left_out(self):
        bad = [["k", "(none)", 1], ["k", "1.2.3.4:0", 1], ["k", "a;b:1", 1], ["k", "198.51.100.1:1", -1], ["k"], "x", None]
        bad += [["k", "198.51.100.1:1", float("nan")], ["k", "198.51.100.1:1", True and "1"], ["k", 5, 5]]
        self.assertEqual(self.heard(peers=bad).handshakes, {})

    def test_it_is_away_after_two_seconds(self):
        partner = self.heard()
        self.assertTrue(partner.is_heard(102.0))
        self.assertFalse(partner.is_heard(102.1))
        self.assertFalse(guest.Partner().is_heard(0.0))


class ClockTest(unittest.TestCase):
    def trouble(self, ahead, own=True, partner=True):
        told = guest.Partner()
        told.hear({"clock": 1000.0 + ahead, "synchronised": partner}, 1.0, 1000.0)
        return guest.clock_trouble(told, own)

    def test_a_difference_that_clients_do_not_notice(self):
        self.assertIsNone(self.trouble(2.9, own=False, partner=False))
        self.assertIsNone(guest.clock_trouble(guest.Partner(), False))

    def test_whose_clock_is_off(self):
        self.assertEqual(self.trouble(12, own=False), "the clock is 12 s behind the partner's")
        self.assertEqual(self.trouble(-12), "the clock is 12 s ahead of the partner's")
        self.assertIsNone(self.trouble(12, partner=False))


class HandshakesTest(unittest.TestCase):
    """The clock since boot says 1000 when the wall clock says 50000."""

    WALL = 50_000
    ALLOWED = {LAPTOP_KEY: "10.9.0.20/32"}

    def setUp(self):
        self.handshakes = guest.Handshakes()

    def due(self, now, their_age, own_age, key=LAPTOP_KEY, start=1000.0):
        wall = self.WALL + now - start
        theirs = {key: guest.Handshake("203.0.113.9:4000", start - their_age)}
        own = 0 if own_age is None else int(wall - own_age)
        peers = {key: guest.VpnPeer("(none)", own, False)}
        return [(each.key, each.greets) for each in self.handshakes.due(now, wall, theirs, peers, self.ALLOWED)]

    def test_a_client_that_spoke_with_the_partner_last_is_started_anew(self):
        self.assertEqual(self.due(1000.0, 30, None), [(LAPTOP_KEY, True)])
        self.assertEqual(guest.Handshakes().due(0, 0, {}, {}, self.ALLOWED), [])

    def test_a_client_that_spoke_with_this_member_last_is_left_alone(self):
        self.assertEqual(self.due(1000.0, 30, 5), [])

    def test_a_key_that_the_own_generation_does_not_have_never_comes_back(self):
        self.assertEqual(self.due(1000.0, 30, None, key=PHONE_KEY), [])

    def test_it_is_tried_again_with_patience_and_then_left_to_wireguard(self):
        tries = [now for now in (1000 + tick / 2 for tick in range(60)) if self.due(now, 30, None)]
        self.assertEqual(tries, [1000.0, 1001.0, 1003.0])

    def test_a_newer_handshake_with_the_partner_is_another_reason(self):
        self.assertEqual(len(self.due(1000.0, 30, None)), 1)
        self.assertEqual(self.due(1000.5, 30, None), [])
        self.assertEqual(len(self.due(1000.5, 10, None)), 1)

    def test_one_that_has_been_away_for_long_gets_its_endpoint_and_no_greeting(self):
        self.assertEqual(self.due(1000.0, 181, None), [(LAPTOP_KEY, False)])


class WireGuardTest(GuestTest):
    def setUp(self):
        super().setUp()
        peer = f"[Peer]\nPublicKey = {LAPTOP_KEY}\nAllowedIPs = 10.9.0.20/32, 2001:db8:9::20/128\n"
        self.machine.write("/etc/wireguard/wg0.conf", f"[Interface]\nPrivateKey = {PRIVATE_KEY}\n\n# laptop\n{peer}")
        self.wireguard = guest.WireGuard(self.machine.world(), "wg0")

    def test_a_peer_is_removed_and_comes_back_as_its_own_file_has_it(self):
        allowed = self.wireguard.configured()[LAPTOP_KEY]
        self.wireguard.restart([guest.Restart(LAPTOP_KEY, allowed, "203.0.113.9:4000", True)])
        words = f"wg set wg0 peer {LAPTOP_KEY} remove peer {LAPTOP_KEY} allowed-ips 10.9.0.20/32,2001:db8:9::20/128"
        self.assertEqual(
            " ".join(self.machine.asked[-1][0]), words + " endpoint 203.0.113.9:4000 persistent-keepalive 25"
        )

    def test_the_state_holds_no_secret(self):
        state = self.wireguard.state()
        self.assertEqual((state.port, set(state.peers)), (51871, {LAPTOP_KEY, PHONE_KEY}))
        self.assertEqual(state.peers[LAPTOP_KEY], guest.VpnPeer("203.0.113.9:4000", NOW - 42, True))
        self.assertNotIn("SECRET", repr(state))

    def test_a_file_that_changes_is_read_anew(self):
        self.assertEqual(set(self.wireguard.configured()), {LAPTOP_KEY})
        self.machine.write("/etc/wireguard/wg0.conf", f"[Peer]\nPublicKey = {PHONE_KEY}\nAllowedIPs = 10.9.0.21/32\n")
        os.utime(self.machine.path("/etc/wireguard/wg0.conf"), ns=(1, 1))
        self.assertEqual(self.wireguard.configured(), {PHONE_KEY: "10.9.0.21/32"})


class NewsTest(unittest.TestCase):
    def peers(self, **handshakes):
        return {key: guest.VpnPeer("203.0.113.9:4000", at, False) for key, at in handshakes.items()}

    def test_news_go_three_times_and_the_rest_in_turn(self):
        news = guest.News()
        peers = self.peers(**{f"k{n}": 100 + n for n in range(200)})
        self.assertEqual([len(news.batch(peers)) for _ in range(5)], [200, 200, 200, 10, 10])
        told = {key for _ in range(20) for key in news.batch(peers)}
        self.assertEqual(told, set(peers))
        peers["k150"] = guest.VpnPeer("203.0.113.9:4001", 400, False)
        self.assertIn("k150", news.batch(peers))

    def test_peers_that_never_spoke_are_not_told_of(self):
        self.assertEqual(guest.News().batch(self.peers(a=0)), [])


def partner(failing=(), generation=1, heard_at=99.5):
    told = guest.Partner()
    told.heard_at, told.failing, told.generation = heard_at, frozenset(failing), generation
    return told


class JudgeTest(unittest.TestCase):
    def setUp(self):
        self.judge = guest.Judge(1, 0.0)

    def value(self, failing, other, now=100.0, holds=True, cut_off=False):
        return self.judge.judge(now, frozenset(failing), holds, other, cut_off).value

    def test_a_dead_haproxy_gives_way_to_a_partner_that_is_well(self):
        self.assertEqual(self.value({"haproxy", "service web"}, partner()), guest.KEEP_OFF)

    def test_the_last_one_standing_keeps_the_addresses_and_says_so(self):
        for other in (partner(heard_at=97.9), partner({"wireguard"}), partner({"haproxy"}), guest.Partner()):
            standing = self.judge.judge(100.0, frozenset({"wireguard"}), True, other, False)
            self.assertEqual((standing.value, standing.degraded), (0, "WireGuard does not work"))

    def test_a_partner_for_which_less_fails_is_better_than_one_for_which_nothing_does(self):
        self.assertEqual(self.value({"wireguard", "haproxy"}, partner({"wireguard"})), guest.KEEP_OFF)
        self.assertEqual(self.value({"wireguard"}, partner({"wireguard", "haproxy"})), 0)
        self.assertEqual(self.value({"wireguard"}, partner({"haproxy"})), 0)

    def test_a_backend_may_take_a_moment_to_die_for_both(self):
        self.assertEqual(self.value({"service web"}, partner(), 100.0), 0)
        self.assertEqual(self.value({"service web"}, partner(heard_at=101.0), 101.4), 0)
        self.assertEqual(self.value({"service web"}, partner({"service web"}, heard_at=101.0), 101.5), 0)
        self.assertEqual(self.value({"service web"}, partner(heard_at=102.0), 102.0), 0)
        self.assertEqual(self.value({"service web"}, partner(heard_at=103.5), 103.5), guest.KEEP_OFF)

    def test_after_a_healed_cut_who_has_lost_its_backends_waits_no_longer(self):
        other = partner()
        other.holds = True
        self.assertEqual(self.value({"service web"}, other, holds=True), guest.KEEP_OFF)
        self.assertEqual(self.value({"service web"}, other, holds=False), 0)

    def test_who_sees_neither_partner_nor_gateway_gives_up_only_if_something_fails(self):
        self.assertEqual(self.value({"service web"}, guest.Partner(), cut_off=True), guest.KEEP_OFF)
        self.assertEqual(self.value((), guest.Partner(), cut_off=True), guest.PREFER_PARTNER)

    def test_a_partner_without_keepalived_gets_nothing(self):
        self.assertEqual(self.value({"haproxy"}, partner({"keepalived"})), 0)

    def test_an_older_generation_does_not_take_the_addresses_and_does_not_drop_them(self):
        newer = partner(generation=2)
        self.assertEqual(self.value((), newer, holds=False), guest.PREFER_PARTNER)
        self.assertEqual(self.value((), newer, holds=True), 0)
        self.assertEqual(self.value((), partner({"haproxy"}, generation=2), holds=False), 0)
        self.assertEqual(self.value((), partner(generation=2, heard_at=97.0), holds=False), 0)

    def test_after_the_boot_it_listens_first(self):
        self.judge = guest.Judge(1, 101.0)
        self.assertEqual(self.value((), guest.Partner(), 100.9, holds=False), guest.KEEP_OFF)
        self.assertEqual(self.value((), guest.Partner(), 100.9, holds=True), 0)
        self.assertEqual(self.value((), partner(), 100.0, holds=False), 0)
        self.assertEqual(self.value((), guest.Partner(), 101.0, holds=False), 0)

    def test_words_say_what_fails_and_nothing_twice(self):
        self.assertEqual(guest.in_words(frozenset({"haproxy", "service web"})), "haproxy does not answer")
        self.assertEqual(guest.in_words(frozenset({"service web", "service api"})), "service api has no server, service web has no server")

    def test_a_route_counts_like_the_rest_of_its_service(self):
        lost = {"service https:git.example.org"}
        self.assertEqual(self.value(lost, partner(lost), 101.0), 0)
        self.value(lost, partner())
        self.assertEqual(self.value(lost, partner(heard_at=102.0), 102.0), guest.KEEP_OFF)
        self.assertEqual(guest.in_words(frozenset(lost)), "service https has no server for git.example.org")
        self.assertEqual(guest.in_words(frozenset({"service https:.org"})), "service https has no server for org")


class StreakTest(unittest.TestCase):
    def test_one_stray_answer_changes_nothing(self):
        streak = guest.Streak()
        fails = []
        for good in (False, True, False, False, True, False, True, True):
            streak.add(good)
            fails.append(streak.fails)
        self.assertEqual(fails, [False, False, False, True, True, True, True, False])


class WatchTest(unittest.TestCase):
    def test_it_asks_at_its_own_pace_and_often_while_it_is_in_a_hurry(self):
        asked = queue.Queue()
        watch = guest.Watch(lambda: asked.put(None) or True, lambda: None, every=60.0)
        watch.start()
        asked.get(timeout=5)
        with self.assertRaises(queue.Empty):
            asked.get(timeout=2 * guest.TICK_SECONDS)
        began = time.monotonic()
        watch.hurry()
        for _ in range(3):
            asked.get(timeout=5)
        self.assertLess(time.monotonic() - began, 4)
        self.assertGreater(time.monotonic() - began, guest.TICK_SECONDS)


class SyncStatusTest(GuestTest):
    def test_a_degraded_holder_says_so(self):
        self.machine.sync |= {"failing": ["wireguard"], "degraded": "WireGuard does not work"}
        self.assertEqual(self.problems(), ["sync error: keeps the virtual IPs all the same: WireGuard does not work"])
        self.assertFalse(self.status(stat=None)["sync"]["healthy"])

    def test_a_member_that_keeps_off_is_in_fault(self):
        self.machine.links[1] = link("public", "198.51.100.11")
        self.machine.sync |= {"failing": ["wireguard"], "standing": -254, "reason": "WireGuard does not work, and so on"}
        document = self.status()
        self.assertEqual(document["keepalived"]["state"], "FAULT")
        self.assertEqual(
            [problem["text"] for problem in document["problems"]],
            ["WireGuard does not work, and so on, so this member gives up the virtual IPs"],
        )

    def test_an_older_generation_and_a_wrong_clock_are_told(self):
        self.machine.sync |= {"standing": -60, "reason": "the partner has generation 4", "clock": "the clock is off"}
        self.assertEqual(
            self.problems(),
            [
                "sync warning: does not take the virtual IPs while the partner is healthy: the partner has generation 4",
                "sync error: starts no handshakes with VPN members: the clock is off",
            ],
        )

    def test_a_service_that_is_stopped_or_hangs(self):
        self.machine.sync["at"] = 990.0
        self.assertEqual(self.problems(), ["sync error: the sync service does not answer"])
        self.machine.units["lbprov-sync"] = "failed"
        self.assertEqual(self.problems(stat=None)[-1], "sync error: the sync service does not run")

    def test_a_standing_that_keepalived_does_not_follow(self):
        self.machine.keepalived = KEEPALIVED.replace("        standing\n", "")
        self.assertEqual(
            self.problems(),
            ["keepalived error: keepalived.conf does not follow /run/lbprov/standing: only keepalived's own checks count"],
        )


class PlaceTest(unittest.TestCase):
    def reason(self, own, other):
        return guest.Place(*own).yields_to(guest.Place(*other))

    def test_an_older_incarnation_goes(self):
        self.assertIn("incarnation 3", self.reason(("a", 2, "x", 900.0), ("a", 3, "y", 0.0)))
        self.assertIsNone(self.reason(("a", 3, "x", 0.0), ("a", 2, "y", 900.0)))

    def test_of_copies_the_one_that_came_later_goes(self):
        self.assertIn("was there first", self.reason(("a", 2, "x", 5.0), ("a", 2, "y", 900.0)))
        self.assertIsNone(self.reason(("a", 2, "x", 900.0), ("a", 2, "y", 5.0)))

    def test_of_copies_that_came_together_exactly_one_goes(self):
        one, other = ("a", 2, "x", 5.0), ("a", 2, "y", 5.4)
        self.assertIsNone(self.reason(one, other))
        self.assertIsNotNone(self.reason(other, one))

    def test_the_partner_and_the_own_echo_are_no_rivals(self):
        self.assertIsNone(self.reason(("a", 2, "x", 5.0), ("b", 3, "y", 900.0)))
        self.assertIsNone(self.reason(("a", 2, "x", 5.0), ("a", 2, "x", 900.0)))


class Segment:
    """A wire in memory: each end hears what the others send."""

    def __init__(self):
        self.ends = []

    def end(self):
        queue = []
        segment = self
        segment.ends.append(queue)

        class End:
            def send(self, payload):
                for other in segment.ends:
                    if other is not queue:
                        other.append(payload)

            def received(self):
                while queue:
                    yield queue.pop(0)

        return End()


class DoorTest(GuestTest):
    def setUp(self):
        super().setUp()
        self.segment = Segment()
        self.machine.write("/etc/lbprov/sync.key", "hush\n")
        self.machine.write("/var/lib/lbprov/incarnation", "2\n")
        self.keeper = guest.Doorkeeper(self.machine.world(), self.machine.member)
        self.keeper.door = self.door("hush")
        self.partner = partner(heard_at=guest.boot_seconds())
        self.partner.incarnation = 5

    def door(self, secret, pair="demo"):
        return guest.Door(guest.Seal(secret.encode(), "gate"), pair, self.segment.end())

    def answers(self, place, **other):
        """What the keeper's machine says to a claim, and whether it goes itself."""
        door = self.door(**{"secret": "hush", **other})
        door.say(place)
        goes = self.keeper.listen(self.partner)
        return [(word.place.incarnation, word.answers) for word in door.heard()], goes

    def test_an_old_vm_of_this_member_is_answered(self):
        self.assertEqual(self.answers(guest.Place("load-balancer-1", 1, "old", 0.0)), ([(2, "old")], None))

    def test_a_copy_of_this_vm_is_answered(self):
        self.machine.write("/run/lbprov/place.json", json.dumps({"boot": "here", "since": guest.boot_seconds() - 60}))
        self.keeper = guest.Doorkeeper(self.machine.world(), self.machine.member)
        self.keeper.door = self.door("hush")
        self.assertEqual(self.answers(guest.Place("load-balancer-1", 2, "copy", 3.0)), ([(2, "copy")], None))

    def test_an_old_vm_of_the_partner_is_answered_and_its_present_one_is_not(self):
        self.assertEqual(self.answers(guest.Place("load-balancer-2", 4, "old", 0.0)), ([(5, "old")], None))
        self.assertEqual(self.answers(guest.Place("load-balancer-2", 5, "now", 0.0)), ([], None))

    def test_nobody_vouches_for_a_successor_that_is_not_there_any_more(self):
        self.partner.heard_at -= 60
        self.assertEqual(self.answers(guest.Place("load-balancer-2", 4, "old", 0.0)), ([], None))

    def test_a_newer_vm_of_this_member_makes_it_go_once_it_has_answered(self):
        said, goes = self.answers(guest.Place("load-balancer-1", 3, "new", 0.0))
        # what is heard unasked may have been recorded: it speaks up, to be answered
        self.assertEqual((said, goes), ([(2, "")], None))

        own = json.loads(self.machine.path("/run/lbprov/place.json").read_text())["boot"]
        self.door("hush").say(guest.Place("load-balancer-1", 3, "new", 1.0), own)
        self.assertEqual(self.keeper.listen(self.partner), "this is incarnation 2, and there is incarnation 3")

    def test_strangers_are_not_heard(self):
        claim = guest.Place("load-balancer-1", 3, "new", 0.0)
        self.assertEqual(self.answers(claim, secret="guess"), ([], None))
        self.assertEqual(self.answers(claim, pair="other"), ([], None))
        self.segment.end().send(os.urandom(100))
        self.assertIsNone(self.keeper.listen(self.partner))

    def test_an_answer_to_another_boot_is_not_for_this_one(self):
        self.door("hush").say(guest.Place("load-balancer-1", 3, "new", 0.0), "somebody else")
        self.assertIsNone(self.keeper.listen(self.partner))

    def test_it_announces_itself_every_five_seconds(self):
        listener = self.door("hush")
        for now in (100.0, 104.9, 105.0):
            self.keeper.announce(now)
        self.assertEqual(len(list(listener.heard())), 2)

    def test_who_leaves_takes_every_link_down_and_says_so(self):
        self.machine.write("/dev/console", "")
        self.machine.ip = lambda arguments: guest.Answer(0)
        with contextlib.redirect_stdout(io.StringIO()) as journal:
            guest.leave(self.machine.world(), {**self.machine.member, "interfaces": ["public", "nat"]}, "because")
        self.assertEqual(
            [" ".join(arguments) for arguments, _ in self.machine.asked],
            ["ip link set public down", "ip link set nat down"],
        )
        said = "lbprov: load-balancer-1 of the pair demo keeps off the network: because"
        self.assertIn(said, self.machine.path("/dev/console").read_text())
        self.assertIn(said, journal.getvalue())
        del self.machine.ip
        self.assertIn("network error: keeps off the network: because", self.problems())

    def test_a_reboot_is_another_place_and_a_restart_of_the_service_is_not(self):
        first = guest.Here(self.machine.world(), self.machine.member).place()
        again = guest.Here(self.machine.world(), self.machine.member).place()
        self.machine.path("/run/lbprov/place.json").unlink()
        rebooted = guest.Here(self.machine.world(), self.machine.member).place()
        self.assertEqual((first.boot, first.incarnation), (again.boot, 2))
        self.assertNotEqual(first.boot, rebooted.boot)


class DrainTest(GuestTest):
    def drain_file(self):
        return self.machine.path("/var/lib/lbprov/drain")

    def test_drain_and_undrain_write_what_keepalived_reads(self):
        self.assertEqual(self.machine.command("drain"), (0, "", ""))
        self.assertEqual(self.drain_file().read_text(), "-20\n")
        self.assertEqual(self.drain_file().stat().st_mode & 0o777, 0o644)
        self.assertEqual(self.machine.command("undrain"), (0, "", ""))
        self.assertEqual(self.drain_file().read_text(), "0\n")

    def test_no_temporary_file_stays(self):
        self.machine.command("drain")
        self.assertEqual(os.listdir(self.drain_file().parent), ["drain"])

    def test_a_reader_never_sees_half_a_file(self):
        before = self.drain_file().stat().st_ino
        self.machine.command("drain")
        self.assertNotEqual(self.drain_file().stat().st_ino, before)

    def test_a_failure_is_told_and_leaves_the_old_state(self):
        self.drain_file().unlink()
        self.drain_file().mkdir()
        code, out, err = self.machine.command("drain")
        self.assertEqual((code, out), (1, ""))
        self.assertRegex(err, r"\Albprov-guest: [^\n]+\n\Z")
        self.assertEqual(os.listdir(self.drain_file().parent), ["drain"])


class SeedTest(GuestTest):
    SECRETS = (
        "/var/lib/cloud/instances/iid-1/user-data.txt",
        "/var/lib/cloud/instances/iid-1/user-data.txt.i",
        "/var/lib/cloud/instances/iid-1/vendor-data.txt",
        "/var/lib/cloud/instances/iid-1/vendor-data2.txt.i",
        "/var/lib/cloud/instances/iid-1/cloud-config.txt",
        "/var/lib/cloud/instances/iid-1/vendor-cloud-config.txt",
        "/var/lib/cloud/instances/iid-1/obj.pkl",
        "/var/lib/cloud/instances/iid-1/scripts/runcmd",
        "/var/lib/cloud/instances/iid-0/user-data.txt",
        "/run/cloud-init/instance-data-sensitive.json",
        "/run/cloud-init/combined-cloud-config.json",
    )
    KEPT = (
        "/var/lib/cloud/instances/iid-1/sem/config_runcmd",
        "/var/lib/cloud/instances/iid-1/datasource",
        "/var/lib/cloud/data/instance-id",
        "/run/cloud-init/result.json",
    )

    def setUp(self):
        super().setUp()
        for path in self.SECRETS + self.KEPT:
            self.machine.write(path, PRIVATE_KEY)
        # as cloud-init leaves it
        self.machine.path("/var/lib/cloud/instance").symlink_to("instances/iid-1")

    def test_every_copy_goes_and_the_rest_stays(self):
        self.assertEqual(self.machine.command("wipe-seed"), (0, "", ""))
        self.assertEqual([p for p in self.SECRETS if self.machine.path(p).exists()], [])
        self.assertEqual([p for p in self.KEPT if not self.machine.path(p).exists()], [])
        self.assertFalse(self.status()["cloudInit"]["copies"])

    def test_a_second_wipe_does_no_harm(self):
        self.machine.command("wipe-seed")
        self.assertEqual(self.machine.command("wipe-seed"), (0, "", ""))

    def test_it_refuses_before_cloud_init_is_disabled(self):
        self.machine.path("/etc/cloud/cloud-init.disabled").unlink()
        code, out, err = self.machine.command("wipe-seed")
        self.assertEqual((code, out), (1, ""))
        self.assertIn("lbprov-guest: cloud-init is not disabled", err)
        self.assertTrue(self.machine.path(self.SECRETS[0]).exists())

    def test_disable_then_wipe(self):
        self.machine.path("/etc/cloud/cloud-init.disabled").unlink()
        self.assertEqual(self.machine.command("disable-cloud-init"), (0, "", ""))
        self.assertTrue(self.machine.path("/etc/cloud/cloud-init.disabled").exists())
        self.assertEqual(self.machine.command("disable-cloud-init")[0], 0)
        self.assertEqual(self.machine.command("wipe-seed")[0], 0)


class CommandLineTest(unittest.TestCase):
    def guest(self, *arguments):
        return subprocess.run(
            [sys.executable, "-B", str(PROGRAM), *arguments], capture_output=True, text=True, env={"LBPROV_ROOT": "/nonexistent"}
        )

    def test_wrong_usage_is_told_with_status_two(self):
        for arguments in ((), ("stop",), ("status", "now")):
            done = self.guest(*arguments)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertTrue(done.stderr.startswith("lbprov-guest: usage: "))

    def test_the_root_is_taken_from_the_environment(self):
        done = self.guest("status")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr, "lbprov-guest: cannot read /etc/lbprov/member.json: No such file or directory\n")


class RunProgramTest(unittest.TestCase):
    def test_a_missing_program_has_failed(self):
        self.assertFalse(guest.run_program(["/nonexistent"], 1).ok)

    def test_a_program_that_takes_too_long_has_failed(self):
        self.assertFalse(guest.run_program(["sleep", "5"], 0.05).ok)

    def test_output_and_status_are_kept(self):
        self.assertEqual(guest.run_program(["sh", "-c", "echo hi; exit 3"], 5), guest.Answer(3, "hi\n"))


if __name__ == "__main__":
    unittest.main()
