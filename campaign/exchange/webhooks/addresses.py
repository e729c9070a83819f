"""Which addresses may be called: public ones by https, and what a setting or the demo allows besides.

Whoever can name an address must not reach what only this machine can: its own ports, its neighbours, the cloud's metadata.
"""

import ipaddress
import socket
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from flask import current_app

from campaign.core.i18n import Words, _l
from campaign.exchange.webhooks.schemas import MOST_URL, Trouble

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
NO_ADDRESS: Final = _l("This is no address that can be called. For example: https://example.org/adalzhol")
NO_HTTPS: Final = _l("Only addresses that begin with https:// are called: what is sent must not be read on the way.")
INSIDE: Final = _l("This address lies inside a network. Only addresses of the public internet are called.")
TOO_LONG: Final = _l("The address is too long: at most 500 characters.")
_NEVER: Final = tuple(  # addresses of the fourth version in the clothes of the sixth, and what Pythons judge differently
    ipaddress.ip_network(net)
    for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "192.0.0.0/24", "192.88.99.0/24")
)


class NotCallable(Exception):
    """The address cannot be called; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


@dataclass(frozen=True)
class _Parts:
    secure: bool
    host: str
    port: int
    path: str


@dataclass(frozen=True)
class Target(_Parts):
    """Where a call goes: the name it is for, and the one address that was looked at and is used."""

    ip: str

    @property
    def authority(self) -> str:
        """The Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.secure else 80) else f"{host}:{self.port}"


def wrong_address(url: str) -> Words | None:
    """What is wrong with it as it is written; None when it can be tried."""
    if len(url) > MOST_URL:
        return TOO_LONG
    parts = _parts(url)
    if parts is None:
        return NO_ADDRESS
    literal = _literal(parts.host)
    is_loopback = parts.host == "localhost" or (literal is not None and literal.is_loopback)
    if not parts.secure and not (is_loopback and _loopback_is_fine()):
        return NO_HTTPS
    if is_loopback and _loopback_is_fine():
        return None
    if is_loopback or (literal is not None and not may_call(literal)):
        return INSIDE
    return None


def target_of(url: str) -> Target:
    """Where to connect now. One look at the name: what was judged is what is called. Raises NotCallable."""
    parts = _parts(url)
    if parts is None or wrong_address(url) is not None:
        raise NotCallable(Trouble.ADDRESS)
    try:
        found = socket.getaddrinfo(parts.host, parts.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotCallable(Trouble.NO_NAME) from error
    addresses = [ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in found]
    if not addresses:
        raise NotCallable(Trouble.NO_NAME)
    if not all(may_call(address) for address in addresses):
        raise NotCallable(Trouble.INSIDE)
    return Target(**vars(parts), ip=str(addresses[0]))


def may_call(address: Ip) -> bool:
    """Whether it is of the public internet, or among the networks that a setting allows."""
    inner = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    address = inner or address
    if any(address in network for network in current_app.config["WEBHOOK_NETWORKS"] if network.version == address.version):
        return True
    if address.is_loopback:
        return _loopback_is_fine()
    is_never = any(address in network for network in _NEVER if network.version == address.version)
    return address.is_global and not address.is_multicast and not is_never


def _loopback_is_fine() -> bool:
    return bool(current_app.config["DEMO"] or current_app.config["TESTING"])


def _literal(host: str) -> Ip | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _parts(url: str) -> _Parts | None:
    """The address taken apart; None for one with a name and password in it, spaces, or no host."""
    if not url.isascii() or any(sign <= " " or sign in '"<>\\^`{|}\x7f' for sign in url):
        return None
    try:
        split = urlsplit(url)
        port = split.port
    except ValueError:
        return None
    host = (split.hostname or "").rstrip(".")
    if split.scheme not in {"http", "https"} or not host or "@" in split.netloc or split.fragment or port == 0:
        return None
    secure = split.scheme == "https"
    path = (split.path or "/") + (f"?{split.query}" if split.query else "")
    return _Parts(secure, host, port or (443 if secure else 80), path)
