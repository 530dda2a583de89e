"""Guards: where petrovich's rules for names go wrong, and what is right there.

A guard is a row: whose names, which endings, what is cut off, what is put on. The first that fits
wins; a name that fits none goes to petrovich. `doubt` marks a guard whose own answer may be wrong,
because stress or the custom of a family decides and neither is written.
Words are compared without ё, so that «Шевелёк» and «Шевелек» decline alike.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from docgen.deferred import pattern
from docgen.records import Frozen
from docgen.russian.cases import Gender, Kind

HARD = "а у а ом е"
HUSH = "а у а ем е"
SOFT = "я ю я ем е"
FIRST = "ы е у ой е"
FIRST_HUSH = "и е у ей е"
FROZEN = ""

CUSTOM = "так склоняется не у всех: решает обычай семьи"
STRESS = "окончание зависит от ударения"
ORIGIN = "окончание зависит от происхождения фамилии"
VOWEL = "гласная может выпадать или оставаться"


class Guard(Frozen):
    """One exception: names of `genders` and `kind` that it `fits`."""

    name: str
    kind: Kind
    genders: str
    fits: Callable[[str], object]
    endings: str
    cut: int = 0
    drops: bool = False  # the last vowel drops out: козёл – козла
    doubt: str = ""

    def forms(self, word: str) -> tuple[str, ...]:
        """Return the five oblique cases of a word that this guard is for."""
        if self.endings == FROZEN:
            return (word,) * 5
        stem = word[: len(word) - self.cut]
        if self.drops:
            stem = stem[:-2] + stem[-1]
        return tuple(stem + ending for ending in self.endings.split())


def find(word: str, kind: Kind, gender: Gender) -> Guard | None:
    """Return the guard for one part of a name without hyphens, if it needs one."""
    return _find(word.lower().replace("ё", "е"), kind, gender)


@lru_cache(maxsize=8192)
def _find(word: str, kind: Kind, gender: Gender) -> Guard | None:
    return next((guard for guard in _BY_PART[kind, gender] if guard.fits(word)), None)


def whole(words: str) -> Callable[[str], object]:
    """Return a test of whole words."""
    return frozenset(words.split()).__contains__


def ending(endings: str, like: str = "", *, but: str = "") -> Callable[[str], object]:
    """Return a test of endings, «[шж]а|ья»; `but` lists the whole words that only look so.

    A word with such an ending may have to be `like` a pattern, too: most names never ask for it.
    """
    ends = tuple(end for each in endings.split("|") for end in _spelled(each))
    words, closer = frozenset(but.split()), pattern(like)
    if not like:
        return lambda word: word.endswith(ends) and word not in words
    return lambda word: word.endswith(ends) and word not in words and closer.search(word)


def _spelled(ending: str) -> tuple[str, ...]:
    """Return the endings that one with sets of letters stands for: «жа» and «ша» for «[жш]а»."""
    before, some, rest = ending.partition("[")
    if not some:
        return (ending,)
    letters, _, after = rest.partition("]")
    return tuple(before + letter + end for letter in letters for end in _spelled(after))


_VOWEL = "[аеиоуыэюя]"
_CONSONANT = "[бвгджзйклмнпрстфхцчшщ]"
_ONE_SYLLABLE = rf"^{_CONSONANT}+"

_FROZEN_SURNAMES = (
    "золя труайя дюма петипа люка тома дега гамарра ферма леблуа рабле гавальда дурново хитрово "
    "живаго мертваго шандра скаля каруана"
)
_STRESSED_HUSH = (
    "бич врач грач ключ меч луч сыч хрыч мяч кирпич кузьмич ильич лукич фомич кулич москвич силыч "
    "плащ клещ лещ хрущ борщ плющ хвощ прыщ еж чиж стриж морж уж корж нож кряж падеж платеж чертеж "
    "рубеж мятеж грабеж мураш карандаш торгаш палаш шалаш кулеш камыш голыш малыш крепыш латыш "
    "ерш ковш шиш чиркаш"
)
_STRESSED_ETS = (
    "донец певец творец купец отец конец борец скупец слепец глупец жилец стрелец малец образец "
    "холодец огурец молодец удалец делец гонец песец голец рубец зубец столбец венец птенец ларец "
    "дворец гребец самец горобец кравец ловец вдовец городец бубенец студенец леденец "
    "скворец"
)
_NOUNS_IN_ETS = "кузнец чернец мудрец мертвец храбрец хитрец близнец гордец подлец жрец чтец"
_UNSTRESSED_ETS = (
    "перец горец немец ранец танец глянец румянец сланец иностранец голландец испанец "
    "поморец черноморец кубанец запорожец саратовец питомец любимец счастливец красавец богомолец"
)
_POSSESSIVE = (
    "третий божий волчий птичий медвежий лисий козий заячий коровий кабаний казачий человечий "
    "вражий бабий"
)
_FOREIGN_ETS = "хейфец штирлец лец кец рец"
_FOREIGN_IN = (
    "остин дастин джастин чаплин дарвин грин регин франклин мартин гершвин болдуин болдвин кельвин "
    "эрвин ирвин кронин мерлин гудвин годвин эдвин цеппелин берлин бенджамин линдгрин саладин "
    "мелвин кальвин расин цин"
)
_NOUNS_IN_OK = (
    "молоток цветок листок желток платок росток моток свисток мосток кусток песок носок кусок "
    "лесок голосок волосок поясок белок челнок зубок дубок голубок столбок грибок клубок городок "
    "медок ледок садок задок кивок островок сурок комок оборок снопок чулок гудок стрелок "
    "рынок станок курок парубок брусок венок звонок щенок сынок клинок "
    "колосок отросток замок желудок уголок хуторок чубок зобок"
)
_NOUNS_IN_EK = (
    "конек пенек огонек линек паренек василек королек мотылек кулек уголек хмелек шевелек журавлек "
    "соболек малек хорек зверек царек бугорек козырек фитилек стебелек куманек ветерек пузырек "
    "якорек"
)
_DROPPING_NOUNS = (
    "ветер пепел бубен вихор хребет щегол хохол дятел бобер костер шатер ковер котел посол осетр "
    "пес узел угол"
)
_NOUNS_IN_EN = (
    "ремень камень шершень селезень перстень кремень плетень ливень стержень уровень корень пень "
    "парень"
)
_STRESSED_SHA = "лапша левша душа межа каланча парча свеча саранча праща ханжа вожжа алыча бакча"
_FEMALE_NOUNS = (
    "бова сова корова голова подкова булава зимова полова основа дуброва канава нева плева "
    "щербина чуприна калина малина рябина былина осина бузина дубина година долина ялина кручина "
    "лещина тычина дружина вершина глина смородина морква слива крапива весна луна сосна война "
    "стена струна волна сатана борона ворона корона солома"
)
_GEORGIAN = "шенгелая цулая кецбая тодуая гегелая"

GUARDS = (
    # Surnames of both genders
    Guard("indeclinable", "last", "mf", whole(_FROZEN_SURNAMES), FROZEN),
    Guard(
        "unstressed -ша",
        "last",
        "mf",
        ending("[шжчщ]а", but=f"{_STRESSED_SHA} гаджа"),
        FIRST_HUSH,
        1,
    ),
    # Surnames of women
    Guard("-щая", "last", "f", ending("[жшщч]ая", but="большая чужая"), "ей ей ую ей ей", 2),
    Guard("stressed -ая", "last", "f", whole("большая чужая"), "ой ой ую ой ой", 2),
    Guard("-ья", "last", "f", ending("[жчш]ья|третья|лисья|козья"), "ей ей ю ей ей", 1),
    Guard("Georgian -ая", "last", "f", whole(_GEORGIAN), "и е ю ей е", 1),
    Guard("noun in -ова, -ина", "last", "f", whole(_FEMALE_NOUNS), FIRST, 1, doubt=CUSTOM),
    # Surnames of men
    Guard("ремень", "last", "m", whole(_NOUNS_IN_EN), "ня ню ня нем не", 3, doubt=CUSTOM),
    Guard("журавель", "last", "m", whole("журавель"), "ля лю ля лем ле", 3, doubt=CUSTOM),
    Guard("богода", "last", "mf", whole("богода рева кива"), FIRST, 1, doubt=CUSTOM),
    Guard("foreign -их", "last", "m", ending("[рлц]их|мюних|миних|минних"), HARD),
    Guard("-эй, -яй", "last", "m", ending("[эя]й"), SOFT, 1),
    Guard("-ьего", "last", "m", whole(_POSSESSIVE), "ьего ьему ьего ьим ьем", 2),
    Guard("-онок", "last", "m", ending("[оеи]нок", but="инок"), HARD, drops=True),
    Guard("-чок", "last", "m", ending("[чшж]ок", rf"{_VOWEL}.*.ок$"), HARD, drops=True),
    Guard("noun in -ок", "last", "m", whole(_NOUNS_IN_OK), HARD, drops=True),
    Guard("noun in -ек", "last", "m", whole(_NOUNS_IN_EK), "ька ьку ька ьком ьке", 2),
    Guard(
        "-лек",
        "last",
        "m",
        ending("лек", rf"{_VOWEL}.*лек$"),
        "ька ьку ька ьком ьке",
        2,
        doubt=VOWEL,
    ),
    Guard("-чек", "last", "m", ending("чек", rf"{_VOWEL}.*чек$"), HARD, drops=True, doubt=VOWEL),
    Guard("боец", "last", "m", whole("боец"), "йца йцу йца йцом йце", 2),
    Guard("vowel and -ец", "last", "m", ending("[оуыэюя]ец"), "йца йцу йца йцем йце", 2),
    Guard("unstressed -ец", "last", "m", whole(_UNSTRESSED_ETS), "ца цу ца цем це", 2),
    Guard("short -ец", "last", "m", ending("ец", rf"(?!.?ец){_ONE_SYLLABLE}ец$"), HARD),
    Guard("кузнец", "last", "m", whole(_NOUNS_IN_ETS), HARD),
    Guard(
        "two consonants and -ец",
        "last",
        "m",
        ending("ец", f"{_CONSONANT * 2}ец$", but=f"агнец {_FOREIGN_ETS}"),
        HARD,
        doubt=VOWEL,
    ),
    Guard("-лец", "last", "m", ending("лец", but=_FOREIGN_ETS), "ьца ьцу ьца ьцом ьце", 2),
    Guard("stressed -ец", "last", "m", whole(_STRESSED_ETS), HARD, drops=True),
    Guard(
        "-ец",
        "last",
        "m",
        ending("[гджзкрстхчшщфп]ец|[аеиыя]бец", but=_FOREIGN_ETS),
        HARD,
        drops=True,
    ),
    Guard("-овей", "last", "m", whole("соловей воробей муравей"), "ья ью ья ьём ье", 2),
    Guard("noun in -ей", "last", "m", whole("ручей репей"), "ья ью ья ьём ье", 2),
    Guard("-ач", "last", "m", ending("ач", but="ковач"), HARD),
    Guard("stressed hush", "last", "m", whole(_STRESSED_HUSH), HARD),
    Guard("-ж", "last", "m", ending("ж"), HUSH),
    Guard("foreign -ин", "last", "m", whole(_FOREIGN_IN), HARD),
    Guard("short -ин", "last", "m", ending("[иы]н", rf"{_ONE_SYLLABLE}[иы]н$"), HARD, doubt=ORIGIN),
    Guard("-ддин", "last", "m", ending("ддин", but="аладдин"), HARD, doubt=ORIGIN),
    Guard("-эн", "last", "m", ending("[эюя]н"), HARD),
    Guard("foreign -ов", "last", "m", whole("тетерев бюлов вирхов гуцков флотов гутцков"), HARD),
    Guard("short -ой", "last", "m", ending("ой", rf"{_ONE_SYLLABLE}ой$"), SOFT, 1),
    Guard("noun in -ой", "last", "m", whole("прибой герой разбой застой покой устой"), SOFT, 1),
    Guard("short -ий", "last", "m", ending("ий", rf"{_ONE_SYLLABLE}ий$"), SOFT, 1),
    Guard("-топчий", "last", "m", whole("топчий"), "я ю я ем и", 1),
    Guard("noun with a fleeting vowel", "last", "m", whole(_DROPPING_NOUNS), HARD, drops=True),
    Guard("орёл", "last", "m", whole("орел осел козел"), HARD, drops=True, doubt=CUSTOM),
    Guard("лев", "last", "m", whole("лев"), "ьва ьву ьва ьвом ьве", 2, doubt=CUSTOM),
    Guard("заяц", "last", "m", whole("заяц"), "йца йцу йца йцем йце", 2, doubt=CUSTOM),
    Guard(
        "-оть",
        "last",
        "m",
        whole("коготь ноготь локоть лапоть деготь ломоть"),
        "тя тю тя тем те",
        3,
        doubt=CUSTOM,
    ),
    # First names
    Guard("patronymic in -ыч", "first", "m", whole("силыч"), "а у а ем е"),
    Guard(
        "-ек keeps", "first", "m", ending("ек", but="санек витек васек толек пашек игорек"), HARD
    ),
    Guard("unstressed -ц", "first", "m", ending("ц"), HUSH),
    Guard("short -ий", "first", "m", ending("ий", rf"{_ONE_SYLLABLE}ий$"), SOFT, 1),
    Guard("-ия", "first", "m", ending("ия"), "и и ю ей и", 1, doubt=CUSTOM),
    Guard("French", "first", "m", whole("николя люка тома нума"), FROZEN),
    Guard("-жа", "first", "mf", ending("жа"), FIRST_HUSH, 1),
    Guard("Алия", "first", "f", whole("алия альфия асия галия гульфия зульфия"), "и е ю ей е", 1),
    Guard("Turkic -нь", "first", "f", ending("[юиа]нь"), FROZEN),
    Guard("vowel and -а", "first", "mf", ending("[еиу]а"), FROZEN, doubt=CUSTOM),
)

# Parts of a compound that stay as they are before another part: Жан-Поль, Тер-Петросян.
FROZEN_BEFORE = frozenset(
    "дон бек кара мирза хаджи гаджи мир шейх шах эмир сары ходжа "
    "абдул абдель абд абу аль эль ага ак ал ан бен бонч белиц вар ван фон де ла ле дель ди дер "
    "ганс ханс гасан жан ибн книппер корвин ле лё мак мелик мухаммад мохаммед нур призван сан "
    "санта сен сент тер шолом аминя о д сеид дюссар дюмон".split()
)
# Parts before which the part in front stays as it is: Амир-Хан, Батыр-Бек, Шериг-оол.
FROZEN_AFTER = frozenset(
    "али хан бек гирей оол оглы кызы заде паша мирза ага шах абдул эфенди бей дин таргим "
    "улы".split()
)

_BY_PART = {
    (kind, gender): tuple(g for g in GUARDS if g.kind == kind and gender in g.genders)
    for kind in ("last", "first", "middle")
    for gender in ("m", "f")
}
