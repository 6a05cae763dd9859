"""Words that the general lexicon does not tell apart: the field's own, and those grown together.

Written by hand from the field's common language.
"""

from typing import Final

_OWN = """
jourhem barnrätt heldygn korttid förhandsbedömning skyddsboende tillnyktring orosanmälan genomförandeplan
våldsutövare ensamkommande barnfrid kvinnofrid vårdnadshavare klientarbete stödboende nätverksmöte
vräkning avhysning anknytning delegation handläggning uppföljning omplacering vräkningsförebyggande
familjerätt familjehem jourverksamhet elevhälsa samsjuklighet överklagande åldersbedömning samordnare
boendestöd egenvård öppenvård slutenvård försörjningsstöd yrkesresurs särskild boendeform ställföreträdare
äldreboende omhändertagande barnavård bostadslöshet bidragstagare återfall stödjare sexual konsekvensanalys spädbarn
handledning behovsbedömning
"""
FIELD_WORDS: Final = frozenset(_OWN.split())
"""The field's words that the general lexicon lacks or knows as too rare; whole in longer words."""

_WHOLE = """
missbruk handläggare handläggning ensamkommande vårdnadshavare samtycke samverkan umgänge medborgare
socialist samhälle sammanhang verksamhet ledsagare anhörig mottagare uppdrag underlag område ordning
förhållande förvaltare huvudman vardag måndag tisdag onsdag torsdag fredag lördag söndag hemlig
landskap kunskap vetenskap personlig ansvar försvar bakgrund grundlig människa upphandling hushåll
handling avtal samtal framtid jämställdhet långsam gemensam tillsammans ibland omedelbar skada skadestånd
bidrag fullmakt vanvård bilaga trafik musik fabrik avgift uppgift utgift besvär tidning hindra lokal
final signal kapital total antal material original ideal moral sanera generera avhysning kontrakt
ledare ledamot riksdag regering beslut förslag överenskommelse misstanke misstag misshandel vistelse
livsmedel läkemedel medel verkställighet fullmäktige allmänhet allmän hemvist ärende moster faster
farfar morfar farmor mormor storebror lillasyster dagis fritids sekretess process
tillsyn återkrav avslag utslag handledning bostadslöshet bostadslös funktionsnedsättning funktionshinder
kultur resurs leverantör föremål gestalt före förening vistas innebära undantag tidpunkt vägledning
socialism återfall behov deltagare delaktig åtgärd överflyttning
"""
WHOLE: Final = frozenset(_WHOLE.split())
"""Dictionary forms that are never parted: what they are made of is not what they mean."""

_NEVER = """
    ande are aren arna aste ade ades erna orna andet endet het heten heter ing ingen ning ningar else
    elsen het lig liga ligt sam samt bar bara ans ant ent ist ism ion dom isk iska tion sion era erar
    ers ens nas sen ska lös åter full fri inn inne mäss sta ste dra hör var inte ung mer gen hör ide ter
    tiv ett nen ren tar ring ringar ringen den det des per tor gör und der dit kan lan len sig sin ren läs
    eras erat erad erade tas its urs tör eran tur rad öka luta lutas lutar river ner ingens dens get göra
    bes förs unders upps nämn omhänderta hållet rens tes mente
    sar sel ser sti vad vid vill sat iga igt
"""
NEVER_A_PART: Final = frozenset(_NEVER.split())
"""Letters that are a word by chance and an ending more often."""

JOINED: Final = {
    "föräldra": "förälder",
    "barna": "barn",
    "mödra": "moder",
    "fader": "far",
    "moder": "mor",
    "manna": "man",
    "läkar": "läkare",
    "elevhälso": "elevhälsa",
    "hälso": "hälsa",
}
"""How some words are written in front of another, where no rule tells."""
