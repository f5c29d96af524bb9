"""The regelverk that an edition carries: its version, and every item of it with what carries that."""

from datetime import date
from typing import Literal

from formsvc.schemes.condition import Frozen
from formsvc.texts import Text


class Points(Frozen):
    """The points of the regelverk that demand something of applicants, recipients and the assessment.

    Their requirements must be carried by something (`schemes.trace`).
    """

    application: tuple[str, ...] = ()
    report: tuple[str, ...] = ()
    assessment: tuple[str, ...] = ()


class Regulation(Frozen):
    """The version of the regelverk that an edition carries."""

    approved: date | None = None
    replaces: date | None = None
    approved_by: Text | None = None
    points: Points = Points()


class Requirement(Frozen):
    """One item of the regelverk and what carries it, or why nothing does.

    `carried_by` entries are `field:<form>.<id>`, `indicator:<id>`, `criterion:<id>`, `rule:<id>`, `funding:<id>`,
    `priority:<id>`, `goal:<id>`, `applicant:<kind>`, `letter:<paragraph>`, `form:<id>`, `scheme:<key>`.
    """

    point: str
    item: str
    wording: str
    ticked: bool | None = None
    """For a tick: whether the box is ticked. An unticked box demands nothing."""
    carried_by: tuple[str, ...] = ()
    unhoused: Literal["background", "administrator", "other_item", "deleted"] | None = None
