"""Old PDF reports: a limited child process reads the file, pure code proposes answers with their evidence.

The way in is `reader.read_report` and `reader.render_pages`. This file imports nothing: the child process
starts through it.
"""
