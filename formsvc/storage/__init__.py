"""Everything that lasts: models, migrations, queries, files. The only room that queries the database."""
