"""A mail server on loopback that speaks real SMTP and keeps what it is given; and the letters laid down as files."""

import email
import email.policy
import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

LINK = re.compile(r"https?://\S+")


class Conversation(socketserver.StreamRequestHandler):
    """One client: greets, takes letters, says goodbye (RFC 5321)."""

    def handle(self) -> None:
        self.say("220 postman.test")
        while line := self.rfile.readline():
            word = line.decode().strip().partition(" ")[0].upper()
            if word == "DATA":
                self.say("354 go on")
                self.server.letters.append(self.body())
                self.say("250 kept")
            elif word == "QUIT":
                self.say("221 goodbye")
                return
            else:
                self.server.heard.append(line.decode().strip())
                self.say("250 postman.test")

    def body(self) -> EmailMessage:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b"."))
        return read(b"".join(lines))

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class Postman(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.letters: list[EmailMessage] = []
        self.heard: list[str] = []

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


@contextmanager
def postman() -> Iterator[Postman]:
    with Postman() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def read(raw: bytes) -> EmailMessage:
    return email.message_from_bytes(raw, policy=email.policy.default)


def laid_down(folder: Path) -> list[EmailMessage]:
    """The letters in the data folder, oldest first."""
    return [read(path.read_bytes()) for path in sorted((folder / "letters").glob("*.eml"))]


def link_in(letter: EmailMessage) -> str:
    return LINK.search(letter.get_content()).group()


def path_of(url: str) -> str:
    """The path of an address of ours, as a browser would ask for it."""
    assert url.startswith("http://127.0.0.1:8000/"), url
    return url.removeprefix("http://127.0.0.1:8000")
