"""How applications are assessed: criteria with their questions, in categories with or without a weight."""

from decimal import Decimal

from formsvc.schemes.condition import Frozen
from formsvc.schemes.traced import OfForms, Traced
from formsvc.texts import Text


class Criterion(Traced):
    """An assessment criterion with its guiding questions."""

    id: str
    title: Text
    questions: tuple[Text, ...] = ()


class Category(OfForms):
    """A category of criteria; the regelverk weighs categories, not criteria."""

    id: str
    title: Text
    weight: Decimal | None = None
    criteria: tuple[Criterion, ...]


class Assessment(Frozen):
    """How applications are assessed. The scale is the administrator's own: no regelverk has one."""

    scale_max: int = 5
    categories: tuple[Category, ...] = ()

    def of_form(self, form_id: str) -> "Assessment":
        """The assessment with only the categories that submissions of this form are held against."""
        mine = tuple(category for category in self.categories if category.is_for(form_id))
        return self.model_copy(update={"categories": mine})
