"""The words that ship for guardians: to what they agree, the age of the rule in place of {age} (Law 42-VI, art. 12).

A text that was agreed to is never changed: new words are a new version.
"""

from datetime import UTC, datetime
from typing import Final

VERSION: Final = 1
VALID_FROM: Final = datetime(2018, 1, 1, tzinfo=UTC)
TEXTS: Final = {
    "kk": (
        "Мен баланың заңды өкілі (анасы, әкесі, қорғаншысы немесе қамқоршысы) ретінде оның осы бетте аталған іс-шараға "
        "ерікті түрде қатысуына келісім беремін. {age} жасқа толмаған баланы мұндай келісімсіз ешкім тізімге қоспайды. "
        "Сондай-ақ науқанның өңірдегі ұйымдастырушысына (операторға) баланың дербес деректерін (тегі, аты, әкесінің аты, "
        "туған жылы, телефон нөмірі, оқу орны, таңдаған міндеті) және менің деректерімді (тегім, атым, балаға кім "
        "болатыным, телефон нөмірім) іс-шараны өткізу, қатысушылар тізімін жасау және өзгерістер туралы хабарлау үшін "
        "жинауға, сақтауға және пайдалануға келісім беремін. Деректер жарияланбайды, үшінші тұлғаларға және Қазақстаннан "
        "тыс жерге берілмейді. Келісім іс-шара өтетін жылдың 31 желтоқсанына дейін жарамды; одан кейін деректер жойылады. "
        "Келісімді кез келген уақытта, себебін айтпай, осы сілтеме бойынша немесе іс-шараның үйлестірушісі арқылы "
        "қайтарып алуға болады: сол сәттен бастап бала тізімнен шығарылады. Суретке және бейнеге түсіру туралы бөлек "
        "сұралады, ол қатысуға әсер етпейді."
    ),
    "ru": (
        "Я, законный представитель ребёнка (мать, отец, опекун или попечитель), согласен (согласна) на его добровольное "
        "участие в мероприятии, названном на этой странице. Ребёнка, которому не исполнилось {age} лет, без такого "
        "согласия не включают ни в какой список. Я также даю согласие организатору кампании в регионе (оператору) на "
        "сбор, хранение и использование персональных данных ребёнка (фамилии, имени, отчества, года рождения, номера "
        "телефона, места учёбы, выбранной роли) и моих (фамилии, имени, отчества, кем прихожусь ребёнку, номера телефона) "
        "для проведения мероприятия, составления списка участников и сообщений об изменениях. Данные не публикуются, не "
        "передаются третьим лицам и за пределы Казахстана. Согласие действует до 31 декабря года, в котором проходит "
        "мероприятие; затем данные уничтожаются. Согласие можно отозвать в любое время, не объясняя причины, по этой же "
        "ссылке или через координатора мероприятия: с этой минуты ребёнка нет в списках. О фото- и видеосъёмке спрашивают "
        "отдельно, и на участие это не влияет."
    ),
    "en": (
        "As the legal representative of the child (mother, father or guardian) I agree that the child takes part, "
        "voluntarily, in the event named on this page. Without such consent nobody puts a child under {age} on any list. "
        "I also agree that the organizer of the campaign in the region (the operator) collects, stores and uses personal "
        "data of the child (full name, year of birth, phone number, place of study, chosen role) and mine (full name, "
        "what I am to the child, phone number) to hold the event, to keep the list of participants and to tell of "
        "changes. The data is not published, not passed on to third parties and not sent outside Kazakhstan. The consent "
        "is valid until 31 December of the year in which the event is held; then the data is destroyed. I may withdraw it "
        "at any time, without giving a reason, by this same link or through the coordinator of the event: from that "
        "moment the child is off the lists. Photographs and films are asked about separately and do not affect taking "
        "part."
    ),
}
