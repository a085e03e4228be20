"""Which language a text is in: by its script, and within Latin script by the small words that no text is without.

Meant for articles, which have hundreds of words; of a headline alone it says nothing (None).
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import Final

#: Characters that are looked at; an article that begins in one language goes on in it.
_READ: Final = 20_000
#: Share of the words that small words make up at the least: a third to a half of running text, a twentieth elsewhere.
_SHARE: Final = 0.12
_FEWEST: Final = 20

#: First and last character of each script that tells its language, or the family that the letters below tell apart.
_SCRIPTS: Final = (
    ("Greek", "Ͱ", "Ͽ"), ("Cyrillic", "Ѐ", "ԯ"), ("Armenian", "԰", "֏"), ("Hebrew", "֐", "׿"), ("Arabic", "؀", "ݿ"),
    ("Hindi", "ऀ", "ॿ"), ("Bengali", "ঀ", "৿"), ("Punjabi", "਀", "੿"), ("Gujarati", "઀", "૿"), ("Tamil", "஀", "௿"),
    ("Telugu", "ఀ", "౿"), ("Kannada", "ಀ", "೿"), ("Malayalam", "ഀ", "ൿ"), ("Sinhala", "඀", "෿"), ("Thai", "฀", "๿"),
    ("Lao", "຀", "໿"), ("Tibetan", "ༀ", "࿿"), ("Burmese", "က", "႟"), ("Georgian", "Ⴀ", "ჿ"), ("Korean", "ᄀ", "ᇿ"),
    ("Amharic", "ሀ", "፿"), ("Khmer", "ក", "៿"), ("Mongolian", "᠀", "᢯"), ("Japanese", "぀", "ヿ"),
    ("Chinese", "㐀", "鿿"), ("Korean", "가", "힣"), ("Arabic", "ﭐ", "﷿"), ("Arabic", "ﹰ", "\ufefe"),
)  # fmt: skip
#: Letters that one language of a script has and the others have not, most telling first; else the last row.
_LETTERS: Final = {
    "Cyrillic": (
        ("Ukrainian", "їєґ"), ("Belarusian", "ў"), ("Macedonian", "ѓќѕ"), ("Serbian", "ђћџј"), ("Kazakh", "қңғұһ"),
        ("Tajik", "ҷӣӯ"), ("Mongolian", "өү"), ("Russian", "ыэё"), ("Bulgarian", "ъ"), ("Russian", ""),
    ),
    "Arabic": (("Urdu", "ےٹڈڑں"), ("Pashto", "ښډړځ"), ("Kurdish", "ێۆڵ"), ("Persian", "پچژگکی"), ("Arabic", "")),
}  # fmt: skip
#: Small words of the languages in Latin script; none of them is a word of English that is as common.
_SMALL: Final = {
    name: frozenset(words.split())
    for name, words in {
        "English": "the of and to that was with is by from said has have had which his their they were been he it this",
        "French": "le la les des du et une dans pour qui sur par avec au aux pas ont été cette leur sont est ses mais",
        "Spanish": "el los las del y una que por con para como más pero sus fue ha han según entre este esta también",
        "Portuguese": "os das dos uma que não com para pelo pela mais foi são em ao à seu sua também segundo disse",
        "Italian": "il gli della dei delle che è una con per non sono nel nella alla anche dal più ha hanno stato",
        "Romanian": "și în este care din pentru cu nu mai au fost sunt prin după cele lui că pe această dintre",
        "Catalan": "els les dels amb que una per més són aquest aquesta seva ha han entre també però al",
        "German": "der und den von das mit des dem ein eine auf für ist sich nicht im auch wurde nach sie wird haben",
        "Dutch": "het een van en dat op te voor met zijn niet aan er ook door worden werd hebben naar bij uit heeft",
        "Swedish": "och att det som en på är av för med den till har inte om ett från var sig enligt efter",
        "Norwegian or Danish": "og det som på er av at med til har ikke om et fra ble blev ifølge etter efter af sig",
        "Finnish": "ja on että ei oli se hän mukaan ovat myös mutta kuin joka tai sekä olleet kanssa jälkeen",
        "Hungarian": "a az és hogy nem is egy volt meg azt ez csak szerint már mint után között pedig",
        "Polish": "w i na z się że do nie jest o to jak po od przez ale za dla oraz który które są był ma",
        "Czech": "a v na se že je s z do o i k pro za jako podle jsou byl také který které by ale po",
        "Croatian, Bosnian or Serbian": "i u je na da se za od su s koji koje iz kako bi ne što kao nakon prema biti",
        "Turkish": "ve bir bu da de için ile olarak olan çok daha gibi sonra kadar ise olduğunu dedi tarafından",
        "Azerbaijani": "və bir bu ilə üçün olan da də ki edib bildirib qarşı sonra görə həm daha",
        "Indonesian or Malay": "yang dan di itu dengan untuk dari ini pada dalam tidak akan telah oleh mereka kepada",
        "Vietnamese": "và của là các trong cho một được với những có đã này không người về từ để khi",
        "Swahili": "ya na wa kwa ni katika za la kuwa hiyo alisema hilo pia baada nchi cha kutoka",
        "Somali": "oo ka ku iyo in ee ay uu waa la ayaa soo si aan waxaa kale ah",
        "Filipino": "ang ng sa na mga ay ni si para nito kay hindi ito kung mula",
    }.items()
}
_WORD: Final = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str | None:
    """The English name of the language of a text; None where it is too short, or in one that is not known here.

    >>> language_of("Le ministre a dit que les troupes sont dans le pays et que la paix est loin pour ceux qui y sont.")
    'French'
    >>> language_of("Министр заявил, что войска уже покинули город, который был взят в начале этой недели после боя.")
    'Russian'
    """
    sample = text[:_READ]
    letters = sum(map(str.isalpha, sample))
    scripts = Counter(_script(c) for c in sample if c > "ʯ" and c.isalpha())
    foreign, count = next(((s, n) for s, n in scripts.most_common(2) if s), (None, 0))
    if foreign and letters >= _FEWEST and scripts.total() * 2 > letters:
        return _of_script(foreign, count, scripts, sample.casefold())
    words = [match.group() for match in islice(_WORD.finditer(sample.casefold()), 3000)]
    if len(words) < _FEWEST:
        return None
    hits = Counter(name for word in words for name in _BY_WORD.get(word, ()))
    best = max(hits, key=lambda name: (hits[name], name == "English"), default=None)
    return best if best is not None and hits[best] >= _SHARE * len(words) else None


_BY_WORD: Final = {
    word: tuple(name for name, small in _SMALL.items() if word in small) for word in frozenset().union(*_SMALL.values())
}


def _script(character: str) -> str | None:
    return next((name for name, first, last in _SCRIPTS if first <= character <= last), None)


def _of_script(script: str, count: int, scripts: Counter[str | None], folded: str) -> str:
    """The language of a text in a script that is not Latin: some letter of a hundred is one that tells it apart."""
    if script == "Chinese" and scripts["Japanese"] * 10 > count:
        return "Japanese"
    for name, telling in _LETTERS.get(script, ()):
        if not telling or sum(map(folded.count, telling)) * 100 >= count:
            return name
    return script
