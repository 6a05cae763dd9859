"""What a municipality's directory says of its people, and what it does to their places at work.

Everything here acts for the municipality as a job, inside `acting`: see `directory_actor`. Each
function that changes places locks the person's row first, so that two sign-ins, or a sign-in and
SCIM, do one after the other. `people`: who somebody is; `groups`: places that groups give; `leaving`:
who is shut out and let in again; `places`: what those two share.
"""

from kollega.signin.directory.groups import follow_groups, hear_groups
from kollega.signin.directory.leaving import (
    come_back,
    end_sessions,
    forget,
    leave,
    open_by_hand,
    unjoin,
)
from kollega.signin.directory.people import (
    account_at_work,
    addresses,
    directory_actor,
    follow_address,
    follow_name,
    key,
    known_as,
    person_of,
    shown_name,
    unclaimed_account,
)
from kollega.signin.directory.places import holding

__all__ = [
    "account_at_work",
    "addresses",
    "come_back",
    "directory_actor",
    "end_sessions",
    "follow_address",
    "follow_groups",
    "follow_name",
    "forget",
    "hear_groups",
    "holding",
    "key",
    "known_as",
    "leave",
    "open_by_hand",
    "person_of",
    "shown_name",
    "unclaimed_account",
    "unjoin",
]
