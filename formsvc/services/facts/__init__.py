"""From a case to the facts that its letters may print: common parts, and one module a family of letters."""
