"""Made-up statutes in each form that the parser knows."""

import json

SFS = "2031:10"

TEXT = """Fjällrättslag (2031:10)
t.o.m. SFS 2032:5

AVDELNING I. MÅL OCH GRUNDER

1 kap. Inledande bestämmelser

Lagens innehåll

1 § Denna lag gäller vistelse på fjället. Den kompletteras av
lagen (2030:2) om dimma.

Definitioner

2 § Med led avses

1. en märkt väg, och

2. en väg som avses i 2 kap. 1 §.

2 kap. Leder

Märkning

Allmänt

1 § Leder ska märkas. En märkning ska synas på 14-
17 meters håll.

/Rubriken upphör att gälla U:2032-01-01/
Tillsyn

/Rubriken träder i kraft I:2032-01-01/
Översyn

2 § /Upphör att gälla U:2032-01-01/
Märkningen ska ses över vart fjärde år.

Den som ser över ska vara rask.

2 § /Träder i kraft I:2032-01-01/
Märkningen ska ses över vartannat år. Lag (2032:5).

/Rubriken träder i kraft I:2032-01-01/
Dimma

2 a § /Träder i kraft I:2032-01-01/
I dimma får ingen gå ensam.

Första stycket gäller inte den som avses i 1 kap. 2 §.
Lag (2032:5).

3 § har upphävts genom lag (2031:99).

Övergångsbestämmelser

2031:10

1. Denna lag träder i kraft den 1 juli 2031.

2. Genom lagen upphävs fjällagen (1999:7).

2032:5

1. Denna lag träder i kraft den 1 januari 2032.
"""

MARKDOWN = """---
beteckning: 2030:2
rubrik: Lag om dimma
utfardad_datum: 2030-02-01
ikraft_datum: 2030-07-01
---

# Lag om dimma

## Inledande bestämmelse

### 1 §

Dimma ska mötas med lugn enligt fjällrättslagen ([2031:10](https://laws.invalid/2031/10)). Lag ([2031:11](https://laws.invalid/2031/11)).

## Vem som larmar

### 2 §

Den som ser dimma ska larma den som avses i [1 §](#1) eller 3 och [3 a §](#3a)§.

## Larmet ska innehålla

- var dimman är,

- hur tät den är.

### 3 a §

Ett larm gäller en dag. Lag ([2031:12](https://laws.invalid/2031/12)).

## Övergångsbestämmelser

[2031:12](https://laws.invalid/2031/12)

1. Denna lag träder i kraft den 1 mars 2031.
"""

HTML = """<html><head><title>Fjällrättslag</title></head><body>
<div class="sfstoc"><ul><li><a href="#K1">1 kap. Inledande bestämmelser</a></li></ul></div>
<h2>Fjällrättslag (2031:10)</h2><b>SFS nr</b>: 2031:10<br /><b>Ändrad</b>: t.o.m. SFS 2032:5<br /><hr />
<div><h3 name="K1"><a name="K1">1 kap. Inledande bestämmelser</a></h3>
<h4 name="lag"><a name="lag">Lagens innehåll</a></h4>
<a class="paragraf" name="K1P1"><b>1 §</b></a> &nbsp; Denna lag gäller vistelse på fjället.
<p><a name="K1P1S2"></a></p>Den gäller inte i dalar.<script>alert(1)</script>
<h3 name="K2"><a name="K2">2 kap. Leder</a></h3>
<a class="paragraf" name="K2P1"><b>1 §</b></a> Leder ska märkas. <i>Lag (2032:5)</i>.
<a class="paragraf" name="K2P1a"><b>1 a §</b></a> Märken ska vara röda.
<h3 name="overgang"><a name="overgang">Övergångsbestämmelser</a></h3>
<p>2031:10</p><p>1. Denna lag träder i kraft den 1 juli 2031.</p></div></body></html>"""


def parliament(text: str = TEXT, html: str = "", **facts: str) -> bytes:
    """The JSON of the parliament's open data."""
    read = {
        "dokumentstatus": {
            "dokument": {
                "dok_id": "sfs-2031-10",
                "beteckning": SFS,
                "titel": "Fjällrättslag (2031:10)",
                "subtitel": "t.o.m. SFS 2032:5",
                "text": text,
                "html": html,
            },
            "dokuppgift": {
                "uppgift": [{"kod": key, "text": value} for key, value in facts.items()]
            },
        }
    }
    return json.dumps(read).encode()


def government(text: str = TEXT) -> bytes:
    """The JSON of the government's collection."""
    read = {
        "beteckning": SFS,
        "rubrik": "Fjällrättslag (2031:10)",
        "ikraftDateTime": "2031-07-01T00:00:00",
        "upphavdDateTime": None,
        "fulltext": {"forfattningstext": text, "andringInford": "t.o.m. SFS 2032:5"},
    }
    return json.dumps(read).encode()
