"""The plain data of certificates and letters of thanks."""

from enum import StrEnum


class ThanksKind(StrEnum):
    """CERTIFICATE: says that somebody took part, and for how many hours. LETTER: thanks a person or an organisation."""

    CERTIFICATE = "certificate"
    LETTER = "letter"
