"""What runs in the limited child process, and nowhere else: everything that touches a hostile file.

`python -I -c BOOTSTRAP words|images ...` with the file on standard input; see `formsvc.legacy_reports.process`.
"""
