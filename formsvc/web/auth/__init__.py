"""Getting in: login, forgotten password, invitation. The seam where single sign-on will stand."""
