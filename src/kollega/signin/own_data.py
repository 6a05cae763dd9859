"""What sign-in holds of a person."""

from allauth.socialaccount.models import SocialAccount
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.core.actor import Actor
from kollega.core.models import Account
from kollega.core.own_data import Rows, exports, forgets
from kollega.signin import directory, identity, queries
from kollega.signin.models import DirectoryPerson


@exports(gettext_lazy("Var du är inloggad"))
def sign_ins(actor: Actor) -> Rows:
    """Her sign-ins that hold now."""
    account = Account.objects.get(pk=actor.account_id)
    for each in queries.sign_ins(account, current_key=""):
        yield {_("Webbläsare"): each.device, _("Sedan"): each.began, _("Senast"): each.seen}


@exports(gettext_lazy("Vad kommunens katalog har sagt om dig"))
def directory_people(actor: Actor) -> Rows:
    """What her municipality's directory has told of her here, and whom its
    provider vouches for as her."""
    for person in DirectoryPerson.objects.filter(
        municipality_id=actor.municipality_id, account_id=actor.account_id
    ):
        yield {
            _("Namn"): directory.shown_name(person),
            _("Användarnamn"): person.user_name,
            _("E-post"): ", ".join(directory.addresses(person)),
            _("Id i katalogen"): person.external_id,
            _("Grupper"): ", ".join(sorted({*(person.claimed or ()), *(person.told or ())})),
            _("Sedan"): person.made_at,
        }
    issuers = [each.issuer for each in identity.of_municipality(actor.municipality_id)]
    for joined in SocialAccount.objects.filter(user_id=actor.account_id, provider__in=issuers):
        yield {
            _("Inloggning"): joined.provider,
            _("Id i katalogen"): joined.uid,
            _("Senast"): joined.last_login,
        }


@forgets
def forget_directory_person(actor: Actor) -> None:
    """What a municipality's directory told of somebody who has left goes with her."""
    DirectoryPerson.objects.filter(
        municipality_id=actor.municipality_id, account_id=actor.account_id
    ).delete()
