"""From a case to the facts that its letters may print. Common parts here; one module a family of letters beside them."""
