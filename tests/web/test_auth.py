"""Getting in and out."""



from formsvc.services.load_example_data import EXAMPLE_PASSWORD
from tests.fixtures.example import PEOPLE, Site


def log_in(site: Site, email: str, password: str = EXAMPLE_PASSWORD, at: str = "/logg-inn") -> tuple[int, str]:
    """Status, and where the answer leads or what it says."""
    answer = site.visitor().post(at, data={"email": email, "password": password})
    return answer.status_code, answer.headers.get("Location", answer.text)


def test_the_right_password_leads_home(site: Site) -> None:
    with site.app.test_request_context():
        for who, home in (
            ("leader", "applicant.home"),
            ("approver", "caseworker.home"),
            ("administrator", "admin.home"),
        ):
            assert log_in(site, PEOPLE[who]) == (303, site.app.url_for(home))
