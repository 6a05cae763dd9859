"""What people tell about accessibility."""

from uuid import UUID

from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.core.posting import once
from kollega.organisation.models import AccessibilityReport


def report_barrier(
    actor: Actor, *, public_id: UUID, where: str, text: str
) -> tuple[AccessibilityReport, bool]:
    """Tell the own municipality's administrators about something that could not be used."""

    def create() -> AccessibilityReport:
        report = AccessibilityReport(
            id=public_id,
            municipality_id=actor.municipality_id,
            account_id=actor.account_id,
            where=where,
            text=text,
        )
        report.save(force_insert=True)
        access.audit(actor, "accessibility.report", "accessibility_report", report.id)
        announce(
            actor,
            "accessibility.reported",
            subject_kind="accessibility_report",
            subject_id=report.id,
            zone="case",
        )
        return report

    return once(AccessibilityReport.objects.all(), public_id, create)


def close_report(actor: Actor, *, report: AccessibilityReport) -> None:
    """Say that the barrier is gone or answered. Closing twice changes nothing."""
    if report.done_at is None:
        report.done_at = clock.now()
        report.save(update_fields=["done_at"])
        access.audit(actor, "accessibility.close", "accessibility_report", report.id)
