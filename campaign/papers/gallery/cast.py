"""Where the names, places and words of a sample come from: invented, as long as may be, or made to break papers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from campaign.core.i18n import Translated, _
from campaign.papers.schemas import Signatory, Signers

ZONE: Final = "Asia/Almaty"
DAY: Final = date(2018, 9, 14)
LONGEST_NAME, LONGEST_LINE, LONGEST_TEXT = 120, 200, 600
_MORE = "республикалық сыбайлас жемқорлыққа қарсы мәдениетті қалыптастыру және жұртшылықпен өзара іс-қимыл жасау жөніндегі "
_STRANGE = (
    "«ёлка» №\u00a07 — 5\u00a0000\u00a0₸", "<b>&amp;</b> {{ 7*7 }} %(x)s {0}", "=CMD()|'A1' \"; --", "שלום مرحبا",
    "e\u0301\u0308\u0327 и\u0306\u0306", "\u200b\u200d\ufeff\u2060.",
    "🙂 👩‍👩‍👧 𝔸", "a\tb\nc\x0cd", "\\(\\) ((( \\r\\n", "中文 ไทย ქართული",
)  # fmt: skip


def _as_it_is(words: str, most: int) -> str:
    return words[:most]


def _drawn_out(words: str, most: int) -> str:
    """As long as may be typed, with words that are long themselves."""
    return f"{words} – {_MORE * (most // len(_MORE) + 1)}"[:most].rstrip() if words else ""


def _twisted(words: str, most: int) -> str:
    """With something strange behind, another thing for other words."""
    return f"{words} {_STRANGE[sum(map(ord, words)) % len(_STRANGE)]}"[:most] if words else ""


@dataclass(frozen=True)
class Cast:
    """The people, organisations, places and phones (E.164) of a sample, each asked for by a number from 0 on.

    `turned` is what becomes of all other words, which may be so many characters long. Another cast is a `replace` of one.
    """

    people: Sequence[str]
    organisations: Sequence[str]
    places: Sequence[Translated]
    turned: Callable[[str, int], str] = _as_it_is

    def person(self, number: int) -> str:
        """Surname, first name, patronymic."""
        return self.people[number % len(self.people)]

    def short(self, number: int) -> str:
        """Surname and initials, as people sign."""
        surname, *others = self.person(number).split()
        return " ".join((surname, *(f"{name[0]}." for name in others)))

    def organisation(self, number: int) -> str:
        return self.organisations[number % len(self.organisations)]

    def place(self, number: int) -> Translated:
        """A city or district."""
        return self.places[number % len(self.places)]

    @staticmethod
    def phone(number: int) -> str:
        return f"+7700{number * 7_654_321 % 10_000_000:07d}"

    def words(self, kk: str, ru: str, en: str, most: int = LONGEST_LINE) -> Translated:
        """A text that people write, of at most so many characters."""
        return self.of(Translated(kk, ru, en), most)

    def of(self, text: Translated, most: int = LONGEST_LINE) -> Translated:
        """The same of a text that exists already."""
        return Translated(*(self.turned(one, most) for one in (text.kk, text.ru, text.en)))

    def line(self, text: str, most: int = LONGEST_LINE) -> str:
        """The same of what is typed in one language only."""
        return self.turned(text, most)

    @property
    def campaign(self) -> Translated:
        return self.words("«Адал жол – Честный путь»", "«Адал жол – Честный путь»", "“Adal Zhol – Honest Way”", LONGEST_NAME)

    @property
    def region(self) -> Translated:
        return self.words("Қарағанды облысы", "Карагандинская область", "Karaganda region", LONGEST_NAME)

    @staticmethod
    def day(number: int = 0) -> date:
        """So many days after the first day of the samples."""
        return DAY + timedelta(days=number)

    @staticmethod
    def moment(hour: int = 10, minute: int = 0, days: int = 0) -> datetime:
        """A time of the wall clock, so many days after the first day of the samples."""
        there = datetime(DAY.year, DAY.month, DAY.day, hour, minute, tzinfo=ZoneInfo(ZONE))
        return (there + timedelta(days=days)).astimezone(UTC)

    def signers(self) -> Signers:
        """Who approves, agrees and drew up."""
        approves = self.words("Облыс әкімі", "Аким области", "Governor of the region")
        agrees = self.words("Облыс әкімінің орынбасары", "Заместитель акима области", "Deputy governor of the region")
        drew = self.words("Штаб маманы", "Специалист штаба", "Officer of the staff")
        return Signers(Signatory(approves, self.short(3)), (Signatory(agrees, self.short(5)),), Signatory(drew, self.short(8)))

    @staticmethod
    def marked(words: str) -> str:
        """Words with the mark of a sample before them, for a sheet without a foot."""
        return f"{_('SAMPLE')} · {words}"


_PEOPLE = (
    "Әлімжанова Гүлнұр Ерланқызы", "Берёзкин Илья Сергеевич", "Құрманғалиев Жәнібек Нұрланұлы", "Цветкова Дарья Игоревна",
    "Өмірзақов Дәурен", "Һамитова Іңкәр Тұрсынқызы", "Щеглов Артём Вячеславович", "Үсенова Көркем Мұратқызы",
    "Ғабитов Бауыржан Өмірбекұлы", "Жаворонкова Ксения Андреевна", "Шәріпова Әйгерім", "Ұзақбаев Темірлан Қайратұлы",
    "Ельников-Мостовой Константин Константинович", "Еңсебаева Сәуле Бақытжанқызы", "Юрьева Наталья",
    "Тілеубердиев Ғалым Әліұлы",
)  # fmt: skip
_ORGANISATIONS = (
    "КГУ «Школа-лицей № 7»", "«Жастар ресурстық орталығы» КММ", "Управление культуры области", "ТОО «Сарыарқа жолы»",
    "Медициналық колледж", "РГП «Центр связи»", "Қоғамдық қор «Таза жол»", "Өңірлік кәсіпкерлер палатасы", "",
    "НАО «Университет»",
)  # fmt: skip
_PLACES = (
    Translated("Теміртау", "Темиртау", "Temirtau"), Translated("Қарағанды", "Караганда", "Karaganda"),
    Translated("Балқаш", "Балхаш", "Balkhash"), Translated("Шахтинск", "Шахтинск", "Shakhtinsk"),
    Translated("Жаңаарқа ауданы", "Жанааркинский район", "Zhanaarka district"), Translated("Саран", "Сарань", "Saran"),
    Translated("Бұқар жырау ауданы", "Бухар-Жырауский район", "Bukhar-Zhyrau district"),
    Translated("Приозерск", "Приозёрск", "Priozersk"), Translated("Қаражал", "Каражал", "Karazhal"),
    Translated("Осакаров ауданы", "Осакаровский район", "Osakarovka district"),
)  # fmt: skip
_LONG_PEOPLE = (
    "Мұхамеджанғалиева-Құрманғалиқызы Гүлбаршын-Раушангүл Нұрмұхаммедтемірланқызы", "Әбдірахманұлы Дінмұхамбет",
    "Воскресенская-Преображенская Александра-Елизавета Константиновна",
    "Қожахметжанбатырбекұлытөлегенқызыбайжұмабай Айша", "Ж" + "ұ" * (LONGEST_NAME - 1),
)  # fmt: skip
_LONG_ORGANISATIONS = (
    _drawn_out("«Қарағанды облысының дін істері және цифрландыру басқармасы» КММ", LONGEST_LINE),
    "Республиканское государственное предприятие на праве хозяйственного ведения «Национальный научно-практический центр "
    "физической культуры» Министерства культуры и спорта Республики Казахстан",
)
_LONG_PLACES = (
    Translated(
        "Қарағанды қаласының Әлихан Бөкейхан атындағы ауданы", "Район имени Алихана Бокейхана города Караганды",
        "Alikhan Bokeikhan district of the city of Karaganda",
    ),
    Translated("Шығармашылықжазғытұрымдықауылдықокругі", "Верхнекрасноармейскопетропавловский", "Northwesternmostborderlands"),
)  # fmt: skip
_STRANGE_PEOPLE = (
    "Ng Ж", "O’Brien-Мұхамеджанұлы Шон «Барс»", "e\u0301e\u0308 Ко\u0306шм", "עברית עלום", "😀 Смайл",
    "<script>alert(1)</script>",
    "=СУММ(A1:A9)", "Кр\u200bст\u00adн Ы", "\u202eАбвгд\u202c", "Robert'); DROP TABLE", "Бjörk Ğüneş Łódź",
    "Пётр\x07\x00 №\u00a05",
)  # fmt: skip

INVENTED: Final = Cast(_PEOPLE, _ORGANISATIONS, _PLACES)
LONGEST: Final = Cast(_LONG_PEOPLE, _LONG_ORGANISATIONS, _LONG_PLACES, _drawn_out)
HOSTILE: Final = Cast(_STRANGE_PEOPLE, _STRANGE, tuple(Translated(one, one, one) for one in _STRANGE), _twisted)
