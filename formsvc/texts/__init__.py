"""The only home of words in code: catalogues in bokmål and nynorsk, and formats from Babel."""

from formsvc.texts.catalogue import LANGUAGES, Language, Text, text, text_in_both

__all__ = ["LANGUAGES", "Language", "Text", "text", "text_in_both"]
