#!/usr/bin/env python3
"""Holds long answers open (server.py's /watch) until its stdin ends: watch.py ADDRESS PORT COUNT. Prints how many were cut."""

import socket
import sys
import threading

REQUEST = b"GET /watch HTTP/1.0\r\nHost: bench\r\n\r\n"


def follow(connection: socket.socket, cut: list[int]) -> None:
    try:
        while connection.recv(4096):
            pass
    except OSError:
        pass
    cut.append(1)


def main() -> None:
    cut: list[int] = []
    for _ in range(int(sys.argv[3])):
        connection = socket.create_connection((sys.argv[1], int(sys.argv[2])), 5)
        connection.settimeout(None)
        connection.sendall(REQUEST)
        threading.Thread(target=follow, args=(connection, cut), daemon=True).start()
    print("open", flush=True)
    sys.stdin.read()
    print(len(cut), flush=True)


if __name__ == "__main__":
    main()
