"""The letter to the police about an invented column."""

from campaign.motorcades.invented import invented_column, invented_points
from campaign.motorcades.police import paper
from campaign.motorcades.police.schemas import LONGEST, Letter, LetterWords
from campaign.papers.gallery.cast import Cast
from campaign.papers.gallery.schemas import Size, sample_of


def _letter(cast: Cast, size: Size) -> Letter:
    words = LetterWords() if size is Size.EMPTY else _words(cast)
    return Letter(invented_column(cast, size), cast.campaign, words, words, 1, invented_points(cast, size))


def _words(cast: Cast) -> LetterWords:
    lines, text = LONGEST["lines"], LONGEST["text"]
    return LetterWords(
        number="41-07/118", dated=cast.day(-20),
        sender=cast.words("Облыс департаменті", "Департамент по области", "Department of the region", lines),
        addressee=cast.words(
            "Полиция басқармасының бастығына", "Начальнику управления полиции", "To the head of the police", lines
        ),
        opening=cast.words(
            "Эстафета аясында автокеруен өткізілетінін хабарлаймыз.", "Сообщаем, что в рамках эстафеты пройдёт автопробег.",
            "We inform you that a motorcade takes place as part of the relay.", text,
        ),
        route=cast.words(
            "Бейбітшілік көшесі – Республика даңғылы", "улица Мира – проспект Республики", "Mira street – Republic avenue", text
        ),
        request=cast.words(
            "Автокеруенге жол полициясының экипажын бөлуді сұраймыз.", "Просим выделить экипаж для сопровождения колонны.",
            "We ask for a crew to escort the column.", text,
        ),
        signer_post=cast.words("Департамент басшысы", "Руководитель департамента", "Head of the department", lines),
        signer_name=cast.short(2), responsible_name=cast.short(4), responsible_phone=cast.phone(4), doer_name=cast.short(6),
        doer_phone=cast.phone(6),
    )  # fmt: skip


SAMPLES = (sample_of(paper.KIND, _letter),)
