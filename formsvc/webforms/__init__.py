"""From a definition to a form that a browser can send: bound questions, typed text, files and buttons.

A section becomes a WTForms class once; an instance binds what was typed. Meaning (required, sums, deviations) is for
`answers`: its findings come back here and stand at the inputs they are about.

    form = bind(section, typed, around)              a page that shows what was typed so far
    sent = receive(section, typed, request.form, request.files, around)     what came back: typed, uploads, action
    form.show(findings, language)                    findings at the inputs; form.error_links for the error summary

Templates render it with macros/fields.html.
"""

from formsvc.webforms.around import NOTHING_AROUND, Around, SourceRows, services_in
from formsvc.webforms.fields import AnswerField
from formsvc.webforms.receiving import Action, Sent, receive
from formsvc.webforms.section import SectionForm, bind, form_class

__all__ = [
    "NOTHING_AROUND",
    "Action",
    "AnswerField",
    "Around",
    "SectionForm",
    "Sent",
    "SourceRows",
    "bind",
    "form_class",
    "receive",
    "services_in",
]
