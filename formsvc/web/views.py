"""The list of all blueprints: what the app consists of."""

from flask import Blueprint

from formsvc.web.admin import admin
from formsvc.web.applicant import applicant
from formsvc.web.auth import auth
from formsvc.web.caseworker import caseworker
from formsvc.web.letter_templates import letter_templates
from formsvc.web.members import members
from formsvc.web.pages import pages

BLUEPRINTS: tuple[Blueprint, ...] = (pages, auth, members, admin, applicant, caseworker, letter_templates)
