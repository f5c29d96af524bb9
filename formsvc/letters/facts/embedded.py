"""What a letter can hold beside text. Such a letter takes the slower road through docxtpl's own render."""

from pydantic import ConfigDict, Field

from formsvc.letters.facts.common import Facts, Line


class Embedded(Facts):
    """A file that is put into the letter; base64 in JSON."""

    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    content: bytes = Field(min_length=1)
    """The file."""


class Picture(Embedded):
    """A picture (PNG, JPEG, GIF, BMP, TIFF) in the line of text where `{{ picture }}` stands."""

    description: Line
    """What it shows, for whoever cannot see it."""
    width_mm: int | None = Field(default=None, gt=0)
    """Width on paper in millimetres; its own size where absent."""


class SubDocument(Embedded):
    """A Word file whose content takes the place of the paragraph with `{{p annex }}`."""
