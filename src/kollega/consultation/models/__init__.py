"""Questions, who is asked, answers and closing.

An asker's name is never in a shared row of an open situation question: it lies in `Signature`,
which only the asker reads, and in `SignatureShown`, which only the colleague who took the question
reads. Database functions (`functions.sql`) write the latter; no other way leads from one to other.

What was taken down (`taken_down_at`) is closed by the database to everybody, so that no query can
forget it; `functions.sql` has the few ways to it.
"""

from kollega.consultation.attachments.models import Attachment, SharedMonth
from kollega.consultation.models.counted import Afterwards, Baseline, PhoneNote
from kollega.consultation.models.question import (
    INVITED_RING,
    Asked,
    Question,
    Reading,
    Signature,
    SignatureShown,
)
from kollega.consultation.models.thread import Closing, Post, PostEdit, Writing
from kollega.consultation.models.to_card import (
    CardProposal,
    ProposalParty,
    ProposalRemark,
)

__all__ = [
    "INVITED_RING",
    "Afterwards",
    "Asked",
    "Attachment",
    "Baseline",
    "CardProposal",
    "Closing",
    "PhoneNote",
    "Post",
    "PostEdit",
    "ProposalParty",
    "ProposalRemark",
    "Question",
    "Reading",
    "SharedMonth",
    "Signature",
    "SignatureShown",
    "Writing",
]
