"""The blueprint that the administrator's pages belong to."""

from flask import Blueprint

admin = Blueprint("admin", __name__, url_prefix="/admin")
ROLES = ("administrator",)
