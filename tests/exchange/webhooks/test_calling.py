"""Which addresses are called, and how a call ends whatever the other machine does."""

import base64
import hashlib
import hmac
import ipaddress
import socket
import threading
import time

import pytest

from campaign.exchange.webhooks import addresses, calling
from campaign.exchange.webhooks.addresses import INSIDE, NO_ADDRESS, NO_HTTPS, may_call, wrong_address
from campaign.exchange.webhooks.calling import call
from campaign.exchange.webhooks.schemas import Trouble
from campaign.exchange.webhooks.signing import secret_of, signature
from tests.exchange.webhooks.hooks import a_machine

GATEWAYS = (
    "127.0.0.1", "0.0.0.0", "10.0.0.7", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.8",
    "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:10.0.0.7", "::ffff:127.0.0.1",
    "64:ff9b::a00:7", "2002:a00:7::1", "2001:db8::1",
)  # fmt: skip


@pytest.fixture
def strict(app):
    """As an installation that is no demo and no test."""
    app.config["TESTING"] = False
    yield app
    app.config["TESTING"] = True


def test_no_address_of_an_inner_network_is_called(strict):
    called = [address for address in GATEWAYS if may_call(ipaddress.ip_address(address))]
    written = {wrong_address(f"https://{f'[{it}]' if ':' in it else it}/x") for it in GATEWAYS}
    assert (called, written) == ([], {INSIDE})
    assert may_call(ipaddress.ip_address("93.184.216.34"))


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://example.org/told?a=1", None), ("https://example.org:8443", None),
        ("http://example.org/", NO_HTTPS), ("http://127.0.0.1/", NO_HTTPS), ("https://localhost/", INSIDE),
        ("ftp://example.org", NO_ADDRESS), ("https://", NO_ADDRESS), ("https://a@example.org", NO_ADDRESS),
        ("https://example.org/#top", NO_ADDRESS), ("https://exa mple.org", NO_ADDRESS),
        ("https://example.org:99999", NO_ADDRESS),
        ("https://ex\r\nHost: x", NO_ADDRESS), ("https://пример.kz", NO_ADDRESS), ("//example.org", NO_ADDRESS),
        ("", NO_ADDRESS),
        ("https://[::1", NO_ADDRESS), ("https://example.org:0", NO_ADDRESS),
    ],
)  # fmt: skip
def test_an_address_is_judged_as_it_is_written(strict, url, words):
    assert wrong_address(url) == words


def test_a_name_that_leads_inside_is_not_called(strict, monkeypatch):
    """Also when only one of its addresses does: which one is taken would be the resolver's to say."""
    found = [(socket.AF_INET, 1, 6, "", (address, 443)) for address in ("93.184.216.34", "10.0.0.7")]
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *asked, **more: found)
    assert call("https://sly.example/", {}, b"").trouble == Trouble.INSIDE
    strict.config["WEBHOOK_NETWORKS"] = (ipaddress.ip_network("10.0.0.0/24"),)
    assert may_call(ipaddress.ip_address("10.0.0.7"))
    assert not may_call(ipaddress.ip_address("10.0.1.7"))


def test_the_address_that_was_judged_is_the_one_that_is_called(app, monkeypatch):
    """A name that says something else at the second look is asked once only."""
    asked, real = [], socket.getaddrinfo

    def resolved(host, *more, **named):
        if host == "turning.example":
            asked.append(host)
            return real("127.0.0.1" if len(asked) == 1 else "10.0.0.7", *more, **named)
        return real(host, *more, **named)

    monkeypatch.setattr(addresses.socket, "getaddrinfo", resolved)
    monkeypatch.setattr(addresses, "wrong_address", lambda url: None)
    with a_machine() as machine:
        answer = call(machine.url.replace("127.0.0.1", "turning.example"), {}, b"{}")
        assert (answer.status, asked) == (204, ["turning.example"])
        assert machine.heard[0][0]["host"].startswith("turning.example:")


def test_a_redirect_is_not_followed(app):
    with a_machine() as machine:
        machine.answers, machine.headers = [302], {"Location": machine.url, "Retry-After": "7", "Set-Cookie": "a=b"}
        answer = call(machine.url, {}, b"{}")
    assert (answer.status, answer.trouble, len(machine.heard), answer.retry_after) == (302, Trouble.REDIRECT, 1, 7)
    assert "set-cookie" not in answer.head


def test_a_machine_that_says_a_byte_now_and_then_is_hung_up_on(app, monkeypatch):
    monkeypatch.setattr(calling, "ANSWER_WITHIN", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip():
            there, _from = server.accept()
            with there:
                try:
                    for _turn in range(50):
                        there.sendall(b"H")
                        time.sleep(0.05)
                except OSError:
                    pass

        thread = threading.Thread(target=drip)
        thread.start()
        answer = call(f"http://127.0.0.1:{server.getsockname()[1]}/", {}, b"{}")
        thread.join()
    assert answer.trouble == Trouble.TOO_LATE
    assert answer.millis < 1500


def test_nobody_there_is_an_answer_too(app):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert call(f"http://127.0.0.1:{port}/", {}, b"").trouble == Trouble.NO_ANSWER
    assert call(f"https://127.0.0.1:{port}/", {}, b"").trouble == Trouble.NO_ANSWER


def test_a_signature_is_what_any_library_of_standard_webhooks_expects(app):
    secret = secret_of("hook", 1)
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, b'msg.1700000000.{"a":1}', hashlib.sha256).digest()).decode()
    assert signature(secret, "msg", 1700000000, b'{"a":1}') == f"v1,{expected}"
    assert len(key) == 24
    assert len({secret, secret_of("hook", 2), secret_of("other", 1)}) == 3
