"""Pages: one folder for each group of people (applicant, caseworker, admin), and what all pages share."""
