#!/usr/bin/env python3
"""Asks an HTTP server on a fixed schedule, whatever became of the earlier requests, each on a new TCP connection.

    probe.py ADDRESS PORT INTERVAL_MS TIMEOUT_MS

A line for each request as soon as its end is known: START SECONDS OUTCOME, by the machine's monotonic clock (the same in every
namespace). OUTCOME is "ok", "timeout", "refused" or what else went wrong. It ends with its stdin.
"""

import heapq
import select
import socket
import sys
import threading
import time

REQUEST = b"GET / HTTP/1.0\r\nHost: bench\r\n\r\n"


class Probe:
    def __init__(self, address: str, port: int, interval: float, timeout: float) -> None:
        self.target = (address, port)
        self.family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self.interval = interval
        self.timeout = timeout
        self.poll = select.epoll()
        self.open: dict[int, tuple[socket.socket, float, bool]] = {}
        self.deadlines: list[tuple[float, int]] = []
        self.lines: list[str] = []
        self.ended = False

    def tell(self, start: float, outcome: str) -> None:
        self.lines.append(f"{start:.6f} {time.monotonic() - start:.6f} {outcome}\n")

    def begin(self, now: float) -> None:
        connection = socket.socket(self.family, socket.SOCK_STREAM)
        connection.setblocking(False)
        try:
            connection.connect(self.target)
        except BlockingIOError:
            pass
        except OSError as error:
            self.tell(now, outcome_of(error))
            connection.close()
            return
        self.open[connection.fileno()] = (connection, now, False)
        heapq.heappush(self.deadlines, (now + self.timeout, connection.fileno()))
        self.poll.register(connection.fileno(), select.EPOLLOUT)

    def end(self, number: int, outcome: str) -> None:
        connection, start, _ = self.open.pop(number)
        self.poll.unregister(number)
        connection.close()
        self.tell(start, outcome)

    def ready(self, number: int) -> None:
        connection, start, asked = self.open[number]
        try:
            if not asked:
                connection.send(REQUEST)
                self.open[number] = (connection, start, True)
                self.poll.modify(number, select.EPOLLIN)
                return
            answer = connection.recv(4096)
        except OSError as error:
            self.end(number, outcome_of(error))
            return
        self.end(number, "ok" if b" 200 " in answer else "closed" if not answer else "status-" + answer[9:12].decode("ascii", "replace"))

    def give_up(self, now: float) -> None:
        while self.deadlines and self.deadlines[0][0] <= now:
            deadline, number = heapq.heappop(self.deadlines)
            # the number may belong to a later connection by now
            if number in self.open and self.open[number][1] + self.timeout <= now:
                self.end(number, "timeout")

    def run(self) -> None:
        due = time.monotonic()
        while not self.ended:
            now = time.monotonic()
            while due <= now and not self.ended:
                self.begin(due if now - due < self.interval else now)
                due += self.interval
            self.give_up(now)
            for number, _ in self.poll.poll(max(0.0, due - time.monotonic())):
                if number in self.open:
                    self.ready(number)
            if self.lines:
                sys.stdout.write("".join(self.lines))
                sys.stdout.flush()
                self.lines.clear()

    def until_stdin_ends(self) -> None:
        sys.stdin.read()
        self.ended = True


def outcome_of(error: OSError) -> str:
    return {111: "refused", 113: "no-route", 101: "no-network", 104: "reset"}.get(error.errno or 0, f"errno-{error.errno}")


def main() -> None:
    address, port, interval, timeout = sys.argv[1:]
    probe = Probe(address, int(port), float(interval) / 1000, float(timeout) / 1000)
    threading.Thread(target=probe.until_stdin_ends, daemon=True).start()
    probe.run()


if __name__ == "__main__":
    main()
