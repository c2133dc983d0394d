#!/usr/bin/env python3
"""A small HTTP server on several addresses: server.py ADDRESS/PORT... Every request gets 200, a watch (GET /watch) stays open."""

import asyncio
import sys

ANSWER = b"HTTP/1.0 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n"
WATCH = b"HTTP/1.0 200 OK\r\n\r\n"


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        request = await reader.readuntil(b"\r\n\r\n")
        if b"GET /watch" in request:
            writer.write(WATCH)
            while not reader.at_eof():
                writer.write(b".\n")
                await writer.drain()
                await asyncio.sleep(0.2)
        else:
            writer.write(ANSWER)
            await writer.drain()
    except (asyncio.IncompleteReadError, OSError):
        pass
    finally:
        writer.close()


async def main() -> None:
    for place in sys.argv[1:]:
        address, port = place.rsplit("/", 1)
        await asyncio.start_server(serve, address, int(port), backlog=1024)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
