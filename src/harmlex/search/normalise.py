"""The form of a text under which two spellings of one label meet.

A label and a query pass through the same steps, and the script decides what is done to a word, never a language
tag: whoever types an Arabic word into an English page finds the same concept. The steps, in order:

1. **Compatibility and case.** NFKD takes ligatures, full-width letters and presentation forms apart; case folding
   makes ``ß`` ``ss`` and ``İ`` ``i``.
2. **Marks.** Diacritics of Latin, Greek and Cyrillic, Hebrew points, harakat, hamza above and below a letter, and
   Koranic signs go (`MARKS`). Marks that are letters in their script, as the vowels of Devanagari, stay.
3. **Letters.** Letters that Unicode does not take apart are written in their common form (`LETTERS`): ``ø`` as ``o``,
   alef wasla as alef, alef maksura and Farsi yeh as yeh, teh marbuta as heh, keheh as kaf; tatweel goes.
4. **Words.** Invisible format characters go; whatever is neither letter, mark nor number parts words, so a hyphen,
   an underscore and an apostrophe are a space.
5. **Doubled letters** of the Latin script become one: ``doxxing`` and ``doxxxing`` are ``doxing``.
6. **Arabic words** lose a leading article, alone or behind a one-letter particle (`ARTICLES`), and a common ending
   (`ENDINGS`), again and again while at least three letters stay.

`squeeze` joins the words of a key, so that ``cyber flashing`` meets ``cyberflashing``.
The tables are data, so that a twin in another language can be generated from them and not written twice.
"""

from __future__ import annotations

import re

__all__ = ["ARTICLES", "ENDINGS", "LETTERS", "MARKS", "STEM_LENGTH", "fold", "normalise", "squeeze"]

# Step 2: ranges of combining marks that a reader leaves out when typing.
MARKS: tuple[tuple[int, int], ...] = (
    (0x0300, 0x036F),  # Latin, Greek and Cyrillic diacritics
    (0x0483, 0x0489),  # Cyrillic signs
    (0x0591, 0x05C7),  # Hebrew points and accents
    (0x0610, 0x061A),  # Arabic honorifics
    (0x064B, 0x065F),  # harakat, madda, hamza above and below
    (0x0670, 0x0670),  # superscript alef
    (0x06D6, 0x06ED),  # Koranic signs
    (0x0897, 0x089F),  # further Arabic marks
    (0x08CA, 0x08FF),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE20, 0xFE2F),
)

# Step 3: what stays a letter of its own under NFKD, and what is typed for it.
LETTERS: dict[str, str] = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "ħ": "h",
    "ŋ": "n",
    "\u0640": "",  # tatweel
    "\u0671": "\u0627",  # alef wasla: alef
    "\u0649": "\u064a",  # alef maksura: yeh
    "\u06cc": "\u064a",  # Farsi yeh: yeh
    "\u0629": "\u0647",  # teh marbuta: heh
    "\u06a9": "\u0643",  # keheh: kaf
}

# Step 6: longest first, so that a particle goes together with its article.
ARTICLES: tuple[str, ...] = ("وال", "فال", "بال", "كال", "لل", "ال")
ENDINGS: tuple[str, ...] = ("يه", "ات", "ون", "ين", "ان", "ه")
STEM_LENGTH = 3

_TABLE = {code: None for first, last in MARKS for code in range(first, last + 1)} | {
    ord(letter): plain for letter, plain in LETTERS.items()
}
_NOT_ASCII_WORD = re.compile(r"[^0-9a-z]+")
_DOUBLED = re.compile(r"([a-z])\1+")
_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u0750-\u077f\u08a0-\u08c9]")
_KEPT = frozenset({"Ll", "Lm", "Lo", "Lt", "Lu", "Mc", "Me", "Mn", "Nd", "Nl", "No"})


def normalise(text: str) -> str:
    """Return the key of a text: words in lower case, parted by single spaces; empty if nothing is left.

    A key is its own key: ``normalise(normalise(t)) == normalise(t)``.

    >>> normalise("Doxxing")
    'doxing'
    >>> normalise("Non-consensual  SHARING")
    'non consensual sharing'
    >>> normalise("التَّشهير") == normalise("تشهير")
    True
    """
    folded = fold(text)
    if folded.isascii():
        return folded
    return " ".join(_stem(word) if _ARABIC.search(word) else word for word in folded.split())


def fold(text: str) -> str:
    """Return a text after all steps but the last: Arabic words keep their articles and endings.

    A slip in an article leaves the word whole; only texts that are folded and no more come near each other then.

    >>> fold("العنف"), normalise("العنف")
    ('العنف', 'عنف')
    """
    if text.isascii():
        return _DOUBLED.sub(r"\1", _NOT_ASCII_WORD.sub(" ", text.lower()).strip())
    import unicodedata  # its tables take a moment to load, and most texts are ASCII

    folded = text
    # Case folding may set free what NFKD takes apart, and the other way round: until nothing changes.
    while (again := unicodedata.normalize("NFKD", folded).casefold()) != folded:
        folded = again
    return " ".join(_DOUBLED.sub(r"\1", _words(folded.translate(_TABLE))).split())


def squeeze(key: str) -> str:
    """Return a key with its words joined, for the try without spaces.

    >>> squeeze("cyber flashing")
    'cyberflashing'
    """
    return _DOUBLED.sub(r"\1", key.replace(" ", ""))


def _words(text: str) -> str:
    """Drop invisible characters and turn everything that belongs to no word into a space."""
    import unicodedata

    kept = []
    for character in text:
        category = unicodedata.category(character)
        if category in _KEPT:
            kept.append(character)
        elif category != "Cf":
            kept.append(" ")
    return "".join(kept)


def _stem(word: str) -> str:
    """Take articles and endings from an Arabic word until none is left or the word would become too short."""
    while True:
        shorter = word
        for article in ARTICLES:
            if shorter.startswith(article) and len(shorter) - len(article) >= STEM_LENGTH:
                shorter = shorter[len(article) :]
                break
        for ending in ENDINGS:
            if shorter.endswith(ending) and len(shorter) - len(ending) >= STEM_LENGTH:
                shorter = shorter[: -len(ending)]
                break
        if shorter == word:
            return word
        word = shorter
