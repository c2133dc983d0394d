"""The world around a pair in the lab, asked over loopback."""

import importlib.util
import pathlib
import socket
import ssl
import struct
import subprocess
import tempfile
import threading
import unittest

FILE = pathlib.Path(__file__).parents[2] / "main/resources/lab/outside.py"
SPEC = importlib.util.spec_from_file_location("outside", FILE)
assert SPEC is not None and SPEC.loader is not None
outside = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(outside)

PROXIED = outside.PROXY_V2 + b"\x21\x11" + struct.pack("!H", 12) + socket.inet_aton("192.0.2.7") + bytes(8)
LOCAL = outside.PROXY_V2 + b"\x20\x00" + struct.pack("!H", 0)


class Backends(unittest.TestCase):
    def asked(self, proxied: bool, before: bytes = b"", tls: ssl.SSLContext | None = None) -> bytes:
        with outside.Backend(("127.0.0.1", 0), tls, proxied) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            with socket.create_connection(server.server_address, timeout=10) as connection:
                connection.sendall(before)
                if tls is not None:
                    client = ssl.create_default_context()
                    client.check_hostname = False
                    client.verify_mode = ssl.CERT_NONE
                    connection = client.wrap_socket(connection)
                with connection:
                    connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nConnection: close\r\n\r\n")
                    told = b"".join(iter(lambda: self.received(connection), b""))
            server.shutdown()
            return told.replace(str(server.server_address[1]).encode(), b"PORT")

    @staticmethod
    def received(connection: socket.socket) -> bytes:
        try:
            return connection.recv(65536)
        except (ConnectionError, ssl.SSLError):
            return b""

    def test_a_backend_says_who_it_is_as_often_as_it_is_asked(self) -> None:
        self.assertEqual(2, self.asked(False).count(b"127.0.0.1 PORT -\n"))

    def test_a_backend_behind_the_proxy_protocol_says_who_the_client_is(self) -> None:
        self.assertIn(b"127.0.0.1 PORT 192.0.2.7\n", self.asked(True, PROXIED))
        self.assertIn(b"127.0.0.1 PORT -\n", self.asked(True, LOCAL))

    def test_it_answers_nobody_who_does_not_speak_it(self) -> None:
        self.assertEqual(b"", self.asked(True))

    def test_tls_comes_after_the_proxy_protocol(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            pem = folder + "/pem"
            command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=lab -keyout".split()
            subprocess.run([*command, pem, "-out", pem + ".crt"], check=True, capture_output=True)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(pem + ".crt", pem)
            self.assertIn(b"127.0.0.1 PORT 192.0.2.7\n", self.asked(True, PROXIED, context))


class Servers(unittest.TestCase):
    def query(self, name: str, kind: int) -> bytes:
        labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
        return b"\x12\x34\x01\x00\0\1\0\0\0\0\0\0" + labels + b"\0" + struct.pack("!HH", kind, 1)

    def test_a_name_has_its_address_in_its_family_alone(self) -> None:
        names = outside.Names({"vip.example.org": "198.51.100.10"})
        reply = names.reply(self.query("VIP.example.org", 1))
        self.assertEqual(b"\x12\x34", reply[:2])
        self.assertEqual((1, 1), struct.unpack("!HH", reply[4:8]))
        self.assertTrue(reply.endswith(b"\0\4" + socket.inet_aton("198.51.100.10")))
        self.assertEqual((1, 0), struct.unpack("!HH", names.reply(self.query("vip.example.org", 28))[4:8]))

    def test_any_other_name_does_not_exist(self) -> None:
        reply = outside.Names({}).reply(self.query("elsewhere.example.org", 1))
        self.assertEqual(3, reply[3] & 0xF)

    def test_the_clock_tells_the_time_in_seconds_since_1900(self) -> None:
        query = bytes([0x23, 0, 6, 0xEC]) + bytes(36) + b"transmit"
        reply = outside.Clock.reply(query, 1_000_000_000.5)
        self.assertEqual(48, len(reply))
        self.assertEqual(0x24, reply[0])
        self.assertEqual(b"transmit", reply[24:32])
        self.assertEqual((3_208_988_800, 1 << 31), struct.unpack("!II", reply[40:48]))


if __name__ == "__main__":
    unittest.main()
