#!/usr/bin/env python3
"""The world around a pair in the lab: backends, a name server and a time server, on addresses of their own.

outside.py '{"http": ["203.0.113.21/8080"], "tls": [...], "proxied": [...], "dns": ["198.51.100.53"], "ntp": [...],
"names": {"vip.example.org": "198.51.100.10"}, "certificate": "FILE.pem"}'

A backend answers every request with its own address and port, and with the client's where the PROXY protocol told it.
"""

import asyncio
import ipaddress
import json
import socket
import socketserver
import ssl
import struct
import sys
import threading
import time
from typing import BinaryIO

PROXY_V2 = b"\r\n\r\n\0\r\nQUIT\n"
# seconds between 1900, where NTP begins, and 1970
NTP_EPOCH = 2_208_988_800


class Backend(socketserver.ThreadingTCPServer):
    """Threads and plain sockets: what comes right behind the PROXY header belongs to the handshake already."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 1024

    def __init__(self, address: tuple[str, int], tls: ssl.SSLContext | None, proxied: bool) -> None:
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        self.tls = tls
        self.proxied = proxied
        super().__init__(address, socketserver.BaseRequestHandler)

    def finish_request(self, request: socket.socket, client_address: tuple) -> None:  # type: ignore[override]
        request.settimeout(60)
        try:
            client = told_client(request) if self.proxied else "-"
            if self.tls is not None:
                request = self.tls.wrap_socket(request, server_side=True)
            with request.makefile("rb") as lines:
                self.converse(request, lines, client)
        except (OSError, EOFError):
            pass
        finally:
            request.close()

    @staticmethod
    def converse(request: socket.socket, lines: BinaryIO, client: str) -> None:
        host, port = request.getsockname()[:2]
        goes_on = True
        while goes_on and lines.readline():
            while (line := lines.readline()) not in (b"\r\n", b""):
                goes_on = goes_on and line.lower().strip() != b"connection: close"
            body = f"{host} {port} {client}\n".encode()
            request.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))


def exactly(connection: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        part = connection.recv(count - len(data))
        if not part:
            raise EOFError
        data += part
    return data


def told_client(connection: socket.socket) -> str:
    """Who the PROXY protocol says is there; a connection without it is an error, as with a real server."""
    head = exactly(connection, 16)
    if head[:12] != PROXY_V2:
        raise EOFError("no PROXY protocol")
    rest = exactly(connection, struct.unpack("!H", head[14:16])[0])
    if head[12] & 0xF == 0 or head[13] >> 4 not in (1, 2):
        return "-"
    size = 4 if head[13] >> 4 == 1 else 16
    return str(ipaddress.ip_address(rest[:size]))


class Names(asyncio.DatagramProtocol):
    """Knows a few names, and that there are no others."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = {name: ipaddress.ip_address(address) for name, address in names.items()}

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: tuple) -> None:
        if len(data) >= 17:
            self.transport.sendto(self.reply(data), addr)  # type: ignore[attr-defined]

    def reply(self, query: bytes) -> bytes:
        labels, at = [], 12
        while at < len(query) and query[at]:
            labels.append(query[at + 1 : at + 1 + query[at]].decode("ascii", "replace"))
            at += 1 + query[at]
        question = query[12 : at + 5]
        kind = int.from_bytes(query[at + 1 : at + 3], "big")
        address = self.names.get(".".join(labels).lower())
        fits = address is not None and kind == (1 if address.version == 4 else 28)
        status = 0 if address is not None else 3
        flags = 0x8400 | (query[2] & 1) << 8 | status
        reply = query[:2] + struct.pack("!HHHHH", flags, 1, 1 if fits else 0, 0, 0) + question
        if fits and address is not None:
            reply += struct.pack("!HHHIH", 0xC00C, kind, 1, 60, len(address.packed)) + address.packed
        return reply


class Clock(asyncio.DatagramProtocol):
    """Tells this machine's time (RFC 4330)."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: tuple) -> None:
        if len(data) >= 48:
            self.transport.sendto(self.reply(data, time.time()), addr)  # type: ignore[attr-defined]

    @staticmethod
    def reply(query: bytes, now: float) -> bytes:
        stamp = struct.pack("!II", int(now) + NTP_EPOCH, int(now % 1 * (1 << 32)))
        version = query[0] >> 3 & 7
        head = struct.pack("!BBbbII4s", version << 3 | 4, 1, query[2] - 256 if query[2] > 127 else query[2], -20, 0, 0, b"LOCL")
        return head + stamp + query[40:48] + stamp + stamp


async def main(world: dict) -> None:
    tls = None
    if world.get("certificate"):
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(world["certificate"])
    loop = asyncio.get_running_loop()
    for place in {*world.get("http", []), *world.get("tls", [])}:
        address, port = place.rsplit("/", 1)
        with_tls = tls if place in world.get("tls", []) else None
        server = Backend((address, int(port)), with_tls, place in world.get("proxied", []))
        threading.Thread(target=server.serve_forever, daemon=True).start()
    for address in world.get("dns", []):
        await loop.create_datagram_endpoint(lambda: Names(world.get("names", {})), (address, 53))
    for address in world.get("ntp", []):
        await loop.create_datagram_endpoint(Clock, (address, 123))
    print(f"{socket.gethostname()}: serving", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(json.loads(sys.argv[1])))
