"""Words that say nothing of what a text is about."""

from functools import cache
from typing import Final

# Articles, pronouns, prepositions, conjunctions, auxiliary verbs and adverbs of degree. A word
# that may carry what is asked ("barn", "tid", "hem") is never here, however common.
_STOP = """
    och i att en som på är av för med till den har de inte om ett han men var jag sig från vi så kan
    när år hon under nu efter mot vid ska eller denna utan varit andra än där hur blev vad bara skulle
    mer man vara ut detta två åt över upp sedan kommer även mycket alla också bli in finns dess några
    sin ha någon mig sina sitt dem oss skall hans du hennes deras er ert era dig dina din ditt min
    mitt mina vår vårt våra ni här då vilka vilken vilket måste nog väl ju ens fick får få fått blir
    blivit bör borde vill ville kunna kunde hade haft har är ej icke samt dock både varken antingen
    samma sådan sådant sådana annan annat andra hos genom mellan enligt därför eftersom medan innan
    tills dels fast ännu redan alltid aldrig ofta där dit hit vart varför vem vems vilkas hurdan
    den det dessa denne dette de dom något nånting någonting ingen inget inga varje var vart
    själv själva själva egen eget egna mycket mest mera flera fler många lite litet
    gör göra gjort gjorde går gå gick gått kommer komma kom t.ex bl.a m.m osv etc dvs ca
    ifall såsom likaså endast enbart just särskilt helt olika vissa viss visst annars alltså
    """
STOP_WORDS: Final = frozenset(_STOP.split())

# What a question is put with, and what the answer never says.
_ASKING = """
    hur vad vem vems vilka vilken vilket när var vart varför varifrån finns gäller betyder innebär menas
    jag vi man någon kan får ska måste behöver bör
    """
QUESTION_WORDS: Final = frozenset(_ASKING.split())


@cache
def is_stop_word(word: str) -> bool:
    """Whether a word, in small letters, only holds a sentence together."""
    return word in STOP_WORDS
