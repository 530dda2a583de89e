"""The words of school life with all their forms, so that ordinary papers need no dictionary.

A test compares every form with the dictionary. A word found here has no other readings: «старший»
is an adjective, never a noun.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

from docgen.russian.cases import CASES, Agreement
from docgen.russian.reading import Reading

# A line is a way to decline: gender, with «+» for somebody; how many letters are cut off; the
# endings from the genitive to the prepositional case («=» the nominative, «-» none); after the
# colon, the words that go so.
_NOUNS = """
m+ 0 а у а ом е: директор методист педагог психолог логопед дефектолог организатор куратор наставник
m+ 0 а у а ом е: тренер инструктор лаборант инженер программист специалист эксперт консультант
m+ 0 а у а ом е: юрист администратор бухгалтер экономист кассир повар фельдшер дворник уборщик
m+ 0 а у а ом е: электрик плотник гардеробщик вахтёр вахтер охранник кладовщик механик техник врач
m+ 0 а у а ом е: художник хореограф концертмейстер балетмейстер аккомпаниатор дирижёр режиссёр
m+ 0 а у а ом е: тьютор ассистент помощник начальник советник референт менеджер оператор диспетчер
m+ 0 а у а ом е: документовед социолог ученик выпускник студент аспирант профессор доцент декан
m+ 0 а у а ом е: ректор проректор мастер работник сотрудник депутат министр губернатор президент
m+ 0 а у а ом е: сурдопедагог олигофренопедагог электроник звукооператор костюмер хормейстер член
m+ 0 а у а ом е: архивариус модератор координатор волонтёр волонтер спортсмен участник аналитик
m+ 0 а у а ом е: педиатр терапевт редактор конструктор
m+ 1 я ю я ем е: учитель преподаватель воспитатель руководитель председатель представитель
m+ 1 я ю я ем е: заместитель родитель водитель слушатель работодатель предприниматель учредитель
m+ 1 я ю я ем е: делопроизводитель строитель исполнитель слесарь библиотекарь пекарь
m+ 1 я ю я ём е: секретарь
m+ 0 а у а ем е: завуч сторож
f+ 1 ы е у ой е: глава сестра
f+ 1 ы е у ей е: ученица выпускница сотрудница работница помощница наставница уборщица
f+ 1 и е у ой е: студентка машинистка
m 0 а у = ом е: совет комитет департамент отдел центр институт университет техникум округ
m 0 а у = ом е: интернат класс клуб союз фонд завод комбинат холдинг театр дом парк технопарк
m 0 а у = ом е: кабинет филиал кванториум приказ протокол договор устав план график закон акт отчёт
m 0 а у = ом е: отчет журнал паспорт регламент стандарт проект указ кодекс дневник бланк реестр
m 0 а у = ом е: сертификат диплом опросник маршрут комплекс консорциум банк детсад архив педсовет
m 0 а у = ом е: профсоюз профком контракт меморандум буклет анализ методсовет
m 0 а у = ом е: отказ переезд перевод переход отпуск семинар вебинар тренинг конкурс курс отзыв
m 0 а у = ом е: сад район хутор город
m 0 а у = ем е: колледж
m 1 я ю = ем е: табель
m 0 а у = ом е: лист корпус кооператив
m 1 я ю = ем е: лицей музей край
m 2 ка ку = ком ке: кружок порядок список посёлок поселок
m 3 ня ню = нем не: перечень
m 2 ца цу = цом це: дворец
f 1 ы е у ой е: школа группа программа кафедра карта структура анкета палата форма грамота служба
f 1 и е у ой е: справка заявка записка характеристика выписка библиотека памятка методика площадка
f 1 и е у ой е: республика поликлиника
f 1 и и ю ей и: организация администрация комиссия гимназия академия ассоциация федерация студия
f 1 и и ю ей и: лаборатория коллегия инспекция инструкция концепция корпорация компания
f 1 и и ю ей и: конституция станция
f 1 ы е у ей е: больница станица улица
f 1 и е ю ей е: деревня
f 1 и и ь ью и: ведомость должность модель область сеть
n 1 я ю е ем и: учреждение предприятие объединение отделение управление положение соглашение решение
n 1 я ю е ем и: распоряжение постановление заявление согласие уведомление приложение представление
n 1 я ю е ем и: задание заключение собрание движение
n 1 а у о ом е: общество товарищество агентство министерство свидетельство
n 1 а у о ом е: письмо село
pl 1 - ам = ами ах: правила
pl 1 й ям = ями ях: рекомендации
"""
# Adjectives, participles and what has become a noun of them: by the nominative of a man.
_ADJECTIVES = """
государственный муниципальный бюджетный казённый казенный автономный общеобразовательный частный
образовательный профессиональный дополнительный дошкольный начальный основной средний общий
педагогический методический управляющий попечительский родительский ученический студенческий
учебный воспитательный социальный классный старший младший главный ведущий генеральный
исполнительный коммерческий технический музыкальный физкультурный спортивный художественный
медицинский юридический финансовый кадровый системный научный первичный профсоюзный наблюдательный
координационный экспертный городской районный областной краевой республиканский сельский
региональный территориальный федеральный российский русский национальный открытый акционерный
ограниченный некоммерческий общественный молодёжный молодежный детский юношеский
экономический политехнический гуманитарный технологический промышленный аграрный
индивидуальный персонализированный дорожный локальный нормативный календарный тематический
рабочий целевой сводный итоговый аналитический информационный письменный трудовой коллективный
наставнический внеурочный кадетский вечерний сменный специальный коррекционный
первый второй четвёртый четвертый пятый лучший высший новый молодой
законный личный штатный секционный временный внештатный почётный заслуженный народный
инженерный научно-методический учебно-методический экспертно-консультативный творческий
организационный административный хозяйственный библиотечный психологический логопедический
заведующий исполняющий обучающийся учащийся наставляемый вожатый дежурный ответственный
уполномоченный действующий именуемый участвующий школьный центральный благодарственный
благотворительный индустриальный краеведческий детско-юношеский
"""
_GENDERS: dict[str, Agreement] = {"m": "m", "f": "f", "n": "n", "pl": "pl"}
_HARD = {
    "m": "ого ому ого ым ом",
    "f": "ой ой ую ой ой",
    "n": "ого ому ое ым ом",
    "pl": "ых ым ых ыми ых",
}
_VELAR = {**_HARD, "m": "ого ому ого им ом", "n": "ого ому ое им ом", "pl": "их им их ими их"}
_SOFT = {
    "m": "его ему его им ем",
    "f": "ей ей юю ей ей",
    "n": "его ему ее им ем",
    "pl": "их им их ими их",
}
_HUSH = {**_SOFT, "f": "ей ей ую ей ей"}
_NOMINATIVES = {
    "hard": "{0} ая ое ые",
    "velar": "{0} ая ое ие",
    "soft": "{0} яя ее ие",
    "hush": "{0} ая ее ие",
}
_ENDINGS = {"hard": _HARD, "velar": _VELAR, "soft": _SOFT, "hush": _HUSH}


def find(word: str) -> tuple[Reading, ...]:
    """Return the readings of a word in small letters; nothing when the word is not here."""
    return _read(word) if word in _lexicon() else ()


def every() -> Iterator[Reading]:
    """Yield all readings: for whoever wants to compare them with another dictionary."""
    for word in _lexicon():
        yield from _read(word)


@cache
def _read(word: str) -> tuple[Reading, ...]:
    """Return the readings of a word that is here: papers need a few of them."""
    return (_lexicon()[word](),)


@cache
def _lexicon() -> dict[str, Callable[[], Reading]]:
    found: dict[str, Callable[[], Reading]] = {}
    for word, reading in (*_nouns(), *_adjectives()):
        found.setdefault(word, reading)
    return found


def _nouns() -> Iterator[tuple[str, Callable[[], Reading]]]:
    for line in _NOUNS.strip().splitlines():
        rule, _, words = line.partition(":")
        for word in words.split():
            yield word, partial(_noun, rule, word)


def _noun(rule: str, word: str) -> Reading:
    gender, cut, *endings = rule.split()
    stem = word[: len(word) - int(cut)]
    forms = [word if ending == "=" else stem + ending.strip("-") for ending in endings]
    return _reading("noun", _GENDERS[gender.rstrip("+")], "+" in gender, word, forms)


def _adjectives() -> Iterator[tuple[str, Callable[[], Reading]]]:
    for word in _ADJECTIVES.split():
        plain = word.removesuffix("ся")
        stem, ending, tail = plain[:-2], plain[-2:], word[len(plain) :]
        how = _declension(stem, ending)
        nominatives = _NOMINATIVES[how].format(ending).split()
        for agreement, nominative in zip(_GENDERS.values(), nominatives, strict=True):
            whole = stem + nominative + tail
            yield whole, partial(_adjective, stem, tail, how, agreement, whole)


def _adjective(stem: str, tail: str, how: str, agreement: Agreement, word: str) -> Reading:
    forms = [stem + form + tail for form in _ENDINGS[how][agreement].split()]
    return _reading("adjective", agreement, False, word, forms)


def _declension(stem: str, ending: str) -> str:
    if stem[-1] in "жшчщ":
        return "hush"
    if stem[-1] in "гкх":
        return "velar"
    return "soft" if ending == "ий" else "hard"


def _reading(
    part: str, agreement: Agreement, animate: bool, word: str, forms: list[str]
) -> Reading:
    by_case = dict(zip(CASES, forms, strict=True))
    return Reading("noun" if part == "noun" else "adjective", agreement, animate, word, by_case)
