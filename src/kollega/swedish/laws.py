"""The laws that social services name by short names: their numbers, titles and names in running text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Law:
    """An act. `short`: what a reference is printed with. `names`: how texts name it.

    `names` are lower-case definite forms ("förvaltningslagen"), the whole name in a text; short
    names stand in `shorts`. `replaced_by`: the number of the act that took the place of a repealed one.
    """

    sfs: str
    title: str
    shorts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    replaced_by: str = ""

    @property
    def short(self) -> str:
        """What the law is called in a reference: its short name, or its name, or its number."""
        if self.replaced_by:
            return f"{self.shorts[0]} ({self.sfs})" if self.shorts else self.sfs
        return next(iter((*self.shorts, *self.names)), self.sfs)


SOL = "2025:400"
OLD_SOL = "2001:453"

LAWS = (
    Law(SOL, "Socialtjänstlag", ("SoL",), ("socialtjänstlagen",)),
    Law(OLD_SOL, "Socialtjänstlag", ("SoL",), replaced_by=SOL),
    Law("1980:620", "Socialtjänstlag", ("SoL",), replaced_by=OLD_SOL),
    Law("2025:468", "Socialtjänstförordning", ("SoF",), ("socialtjänstförordningen",)),
    Law("2001:937", "Socialtjänstförordning", ("SoF",), replaced_by="2025:468"),
    Law(
        "1990:52",
        "Lag med särskilda bestämmelser om vård av unga",
        ("LVU",),
        (
            "lagen med särskilda bestämmelser om vård av unga",
            "lagen om särskilda bestämmelser om vård av unga",
            "lagen om vård av unga",
        ),
    ),
    Law(
        "1988:870",
        "Lag om vård av missbrukare i vissa fall",
        ("LVM",),
        ("lagen om vård av missbrukare i vissa fall", "lagen om vård av missbrukare"),
    ),
    Law(
        "1993:387",
        "Lag om stöd och service till vissa funktionshindrade",
        ("LSS",),
        ("lagen om stöd och service till vissa funktionshindrade",),
    ),
    Law("2017:900", "Förvaltningslag", ("FL",), ("förvaltningslagen",)),
    Law("1986:223", "Förvaltningslag", ("FL",), replaced_by="2017:900"),
    Law(
        "2009:400",
        "Offentlighets- och sekretesslag",
        ("OSL",),
        ("offentlighets- och sekretesslagen",),
    ),
    Law("2017:725", "Kommunallag", ("KL",), ("kommunallagen",)),
    Law("1991:900", "Kommunallag", ("KL",), replaced_by="2017:725"),
    Law("1949:381", "Föräldrabalk", ("FB",), ("föräldrabalken",)),
    Law("1962:700", "Brottsbalk", ("BrB",), ("brottsbalken",)),
    Law("1949:105", "Tryckfrihetsförordning", ("TF",), ("tryckfrihetsförordningen",)),
    Law("2010:110", "Socialförsäkringsbalk", ("SFB",), ("socialförsäkringsbalken",)),
    Law("2017:30", "Hälso- och sjukvårdslag", ("HSL",), ("hälso- och sjukvårdslagen",)),
    Law("2010:659", "Patientsäkerhetslag", ("PSL",), ("patientsäkerhetslagen",)),
    Law(
        "1991:1128", "Lag om psykiatrisk tvångsvård", ("LPT",), ("lagen om psykiatrisk tvångsvård",)
    ),
    Law("1991:1129", "Lag om rättspsykiatrisk vård", ("LRV",), ("lagen om rättspsykiatrisk vård",)),
    Law("1964:167", "Lag med särskilda bestämmelser om unga lagöverträdare", ("LUL",)),
    Law("2010:800", "Skollag", (), ("skollagen",)),
    Law("1971:291", "Förvaltningsprocesslag", ("FPL",), ("förvaltningsprocesslagen",)),
    Law("1970:994", "Jordabalk", ("JB",), ("jordabalken",)),
    Law("1987:230", "Äktenskapsbalk", ("ÄktB",), ("äktenskapsbalken",)),
    Law("1958:637", "Ärvdabalk", ("ÄB",), ("ärvdabalken",)),
    Law("2010:1932", "Delgivningslag", (), ("delgivningslagen",)),
    Law("1984:387", "Polislag", (), ("polislagen",)),
    Law("1990:782", "Arkivlag", (), ("arkivlagen",)),
    Law(
        "2018:1197",
        "Lag om Förenta nationernas konvention om barnets rättigheter",
        (),
        ("barnkonventionslagen",),
    ),
    Law(
        "2001:454",
        "Lag om behandling av personuppgifter inom socialtjänsten",
        ("SoLPuL",),
        ("lagen om behandling av personuppgifter inom socialtjänsten",),
    ),
    Law(
        "2007:171",
        "Lag om registerkontroll av personal vid vissa boenden som tar emot barn",
        (),
        ("lagen om registerkontroll av personal vid vissa boenden som tar emot barn",),
    ),
    Law("2024:79", "Lag om placering av barn i skyddat boende"),
)

WITHOUT_CHAPTERS = frozenset(
    law.sfs
    for law in LAWS
    for short in law.shorts
    if short in {"LVU", "LVM", "LSS", "LPT", "LRV", "LUL", "FPL", "SoLPuL"}
)
"""Acts whose sections are numbered through: a number beside the short name is a section."""

BY_NUMBER = {law.sfs: law for law in LAWS}
BY_SHORT = {short: law for law in reversed(LAWS) if not law.replaced_by for short in law.shorts}
BY_NAME = {name: law for law in LAWS for name in law.names}


def in_force_instead(sfs: str) -> str:
    """The act in force that took a repealed act's place, over several steps; "" where none is known."""
    law = BY_NUMBER.get(sfs)
    while law and law.replaced_by:
        sfs, law = law.replaced_by, BY_NUMBER.get(law.replaced_by)
        if law is None or not law.replaced_by:
            return sfs
    return ""
