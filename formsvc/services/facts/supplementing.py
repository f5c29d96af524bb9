"""Facts of a supplementary award: more money for a grant that runs."""

from formsvc.kernel.clock import oslo_date
from formsvc.letters import facts
from formsvc.letters.facts import SupplementaryAwardFacts
from formsvc.services.facts.decision import Decided, grant_fields, with_paragraphs


def supplementary_award(decided: Decided) -> SupplementaryAwardFacts:
    """What is added to what; the amount decided is the new total for the grant year."""
    row = decided.decision
    earlier = [one for one in decided.sent_decisions if one.id != row.id and decided.state.decisions[one.id].is_grant]
    supplement = facts.Supplement(
        amount=row.amount,
        earlier_amount=sum(decided.amounts[:1]) - row.amount,
        earlier_on=oslo_date(earlier[-1].approved_at or earlier[-1].proposed_at),
        source=row.entered["source"],
    )
    granted = SupplementaryAwardFacts(**grant_fields(decided), supplement=supplement)
    return with_paragraphs(granted, decided, "grant")
