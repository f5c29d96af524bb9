"""A person changes the name others see and the language of the mail the service sends."""

from sqlalchemy.orm import Session

from formsvc.services.actor import Actor
from formsvc.storage.models import Person
from formsvc.texts import Language


def change_own_details(session: Session, actor: Actor, *, name: str, language: Language) -> None:
    """Letters and logs that stand already keep what they say."""
    person = session.get_one(Person, actor.id)
    person.name, person.language = name, language
    session.commit()
