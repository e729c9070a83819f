"""The consent texts that ship: purpose, operator, list of data, term, withdrawal (Law 94-V of 21.05.2013, art. 8; DOMAIN 4.1).

A text that was agreed to is never changed: new words are a new version.
"""

from datetime import UTC, datetime
from typing import Final

VERSION: Final = 1
VALID_FROM: Final = datetime(2018, 1, 1, tzinfo=UTC)
TEXTS: Final = {
    "kk": (
        "Мен науқанның өңірдегі ұйымдастырушысына (операторға) дербес деректерімді жинауға, сақтауға және пайдалануға "
        "келісім беремін: тегім, атым, әкемнің аты, телефон нөмірім, туған жылым, оқу немесе жұмыс орным, таңдаған "
        "міндетім, сондай-ақ өзім көрсетсем, электрондық пошта мекенжайым. Мақсаты: іс-шараны өткізу, қатысушылар тізімін "
        "жасау, өзгерістер туралы хабарлау және қатысушылар санын есептеу. Деректер жарияланбайды, үшінші тұлғаларға және "
        "Қазақстаннан тыс жерге берілмейді. Келісім іс-шара өтетін жылдың 31 желтоқсанына дейін жарамды; одан кейін деректер "
        "жойылады, тек сандар қалады. Келісімді кез келген уақытта, себебін айтпай, іс-шараның үйлестірушісі арқылы қайтарып "
        "алуға болады; бұдан кейін оператор деректерімді жояды."
    ),
    "ru": (
        "Я даю согласие организатору кампании в регионе (оператору) на сбор, хранение и использование моих персональных "
        "данных: фамилии, имени, отчества, номера телефона, года рождения, места учёбы или работы, выбранной роли, а также "
        "адреса электронной почты, если я его укажу. Цель: проведение мероприятия, составление списка участников, сообщения "
        "об изменениях и подсчёт числа участников. Данные не публикуются, не передаются третьим лицам и за пределы "
        "Казахстана. Согласие действует до 31 декабря года, в котором проходит мероприятие; затем данные уничтожаются и "
        "остаются только числа. Согласие можно отозвать в любое время, не объясняя причины, через координатора "
        "мероприятия; после этого оператор уничтожает мои данные."
    ),
    "en": (
        "I agree that the organizer of the campaign in the region (the operator) collects, stores and uses my personal data: "
        "full name, phone number, year of birth, place of study or work, chosen role and, if I give it, my e-mail address. "
        "The purpose is to hold the event, to keep the list of participants, to tell me of changes and to count how many "
        "people took part. The data is not published, not passed on to third parties and not sent outside Kazakhstan. The "
        "consent is valid until 31 December of the year in which the event is held; then the data is destroyed and only "
        "numbers remain. I may withdraw the consent at any time, without giving a reason, through the coordinator of the "
        "event; the operator then destroys my data."
    ),
}
