"""Makes old reports of random shape, wording and numbers for any scheme, with an answer key, by four producers."""
