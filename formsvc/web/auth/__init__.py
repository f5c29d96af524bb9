"""Getting in: login, forgotten password, invitation, own details. The seam where single sign-on will stand."""

from formsvc.web.auth import details
from formsvc.web.auth.views import auth

__all__ = ["auth", "details"]
