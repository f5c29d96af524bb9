"""Every fault is a page that says what is wrong and what to do, in the reader's language."""

from io import BytesIO

import pytest
from flask import Flask, abort, request
from structlog.testing import capture_logs

from formsvc.kernel.failures import Conflict, Failure, Invalid, NotAllowed, NotFound
from formsvc.web.access import access


@pytest.fixture(autouse=True)
def probes(shell: Flask) -> None:
    """Routes that fail in every way."""
    shell.config["WTF_CSRF_ENABLED"] = False
    families: dict[str, type[Failure]] = {
        "404": NotFound, "403": NotAllowed, "409": Conflict, "422": Invalid,
    }  # fmt: skip

    @access("public")
    def fail(how: str) -> str:
        raise families[how]

    @access("public")
    def stop(status: int) -> str:
        abort(status)

    @access("public")
    def crash() -> str:
        raise ZeroDivisionError("11 22 33 er et telefonnummer")

    @access("public")
    def receive() -> str:
        return str(len(request.files["file"].read()))

    shell.add_url_rule("/fail/<how>", "fail", fail)
    shell.add_url_rule("/stop/<int:status>", "stop", stop)
    shell.add_url_rule("/crash", "crash", crash)
    shell.add_url_rule("/receive", "receive", receive, methods=["POST"])


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 413, 418, 422, 429, 500])
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_each_status_has_a_page_in_both_languages(shell: Flask, status: int, language: str) -> None:
    answer = shell.test_client().get(f"/stop/{status}?lang={language}")
    assert answer.status_code == status
    assert f'<html lang="{language}"' in answer.text
    assert ("Gå til framsida" in answer.text) == (language == "nn")


@pytest.mark.parametrize("status", ["403", "404", "409", "422"])
def test_a_named_failure_gets_the_status_of_its_family(shell: Flask, status: str) -> None:
    assert shell.test_client().get(f"/fail/{status}").status_code == int(status)


def test_a_fault_shows_a_reference_that_the_log_has_too(shell: Flask) -> None:
    with capture_logs() as lines:
        answer = shell.test_client().get("/crash")
    fault = next(line for line in lines if line["event"] == "fault")
    assert answer.status_code == 500
    assert fault["request_id"] in answer.text
    assert fault["kind"] == "ZeroDivisionError"
    assert any("crash" in place for place in fault["places"])
    assert "telefonnummer" not in str(lines)
    assert "telefonnummer" not in answer.text


def test_the_log_has_one_line_per_request_without_addresses(shell: Flask) -> None:
    with capture_logs() as lines:
        shell.test_client().get("/fail/404?epost=noen@eksempel.no", headers={"X-Request-ID": "proxy-12345678"})
    assert [line["event"] for line in lines] == ["request"]
    assert lines[0]["route"] == "/fail/<how>"
    assert lines[0]["request_id"] == "proxy-12345678"
    assert "eksempel.no" not in str(lines)


def test_a_strange_request_id_is_not_taken_over(shell: Flask) -> None:
    answer = shell.test_client().get("/healthz", headers={"X-Request-ID": "x\u00e6; drop"})
    assert answer.headers["X-Request-ID"].isalnum()


def test_a_large_upload_is_read_to_its_end_and_refused_with_a_page(shell: Flask) -> None:
    body = BytesIO(b"x" * 40_000_000)
    answer = shell.test_client().post(
        "/receive?lang=nn", input_stream=body, content_length=40_000_000, content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code == 413
    assert body.read() == b""
    assert "Fila er for stor" in answer.text


def test_an_upload_within_the_limit_arrives(shell: Flask) -> None:
    answer = shell.test_client().post("/receive", data={"file": (BytesIO(b"x" * 1000), "liten.pdf")})
    assert answer.text == "1000"


def test_a_post_without_its_token_is_explained(shell: Flask) -> None:
    shell.config["WTF_CSRF_ENABLED"] = True
    answer = shell.test_client().post("/receive", data={})
    assert answer.status_code == 400
    assert "stått åpen for lenge" in answer.text
