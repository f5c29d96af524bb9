"""Links that mail carries: to our own address as people use it, whatever address the request came by."""

from flask import url_for

from formsvc.services.tokens import Post
from formsvc.web.resources import mailer, settings


def invitation_post() -> Post:
    """How an invitation reaches a person."""
    return _post("auth.invitation")


def reset_post() -> Post:
    """How a link to a new password reaches a person."""
    return _post("auth.new_password")


def _post(endpoint: str) -> Post:
    return Post(mailer(), lambda secret: settings().base_url + url_for(endpoint, secret=secret))
