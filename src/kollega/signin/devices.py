"""A browser's description of itself, in plain words."""

from django.utils.translation import gettext as _

# The first that is found names it: browsers also say whom they resemble.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def device(user_agent: str) -> str:
    """'Firefox på Windows', from the header User-Agent."""
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "")
    machine = next((name for sign, name in DEVICES if sign in user_agent), "")
    if browser and machine:
        return _("%(browser)s på %(device)s") % {"browser": browser, "device": machine}
    return browser or machine or _("Okänd webbläsare")
