"""What a form says is small, well-formed text, or the form is refused."""

from __future__ import annotations

from contextlib import suppress

import pytest
from fastapi import HTTPException
from hypothesis import given
from hypothesis import strategies as st

from digest.web.desk.forms import FORM, MOST_BYTES, Form, filled
from tests.web.desk.house import Browser, House


def test_a_form_says_what_was_filled_in() -> None:
    form = filled(b"a=+one%20%0d%0a+two+&b=1%0d%0a2%00%1b&a=3&n=42&empty=", f"{FORM}; charset=utf-8")
    assert form.line("a") == "one two"
    assert form.text("b") == "1\n2"
    assert form.all("a") == ("one two", "3")
    assert (form.number("n"), form.number("empty"), form.number("none")) == (42, None, None)
    assert form.line("none") == ""


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/plain", ""])
def test_another_kind_of_body_is_no_form(kind: str) -> None:
    assert filled(b"a=1", kind) == Form()


@pytest.mark.parametrize("body", [b"a=%ff", b"a=\xff", "a=é".encode(), b"&".join([b"a=1"] * 300)])
def test_what_cannot_be_read_is_refused(body: bytes) -> None:
    with pytest.raises(HTTPException) as refused:
        filled(body, FORM)
    assert refused.value.status_code == 422


@pytest.mark.parametrize("said", ["-1", "1.0", "²", "٣", "1e3", "9" * 20, "x"])
def test_a_number_is_one(said: str) -> None:
    with pytest.raises(HTTPException):
        Form({"n": (said,)}).number("n")


def test_what_is_too_long_is_refused() -> None:
    with pytest.raises(HTTPException):
        Form({"a": ("x" * 301,)}).line("a")


@given(st.binary(max_size=300))
def test_any_bytes_are_a_form_or_refused(body: bytes) -> None:
    with suppress(HTTPException):
        form = filled(body, FORM)
        assert all("\0" not in form.text(name) for name in form.fields)


def test_too_much_is_refused_before_it_is_all_there(house: House) -> None:
    browser = Browser(house)
    browser.sign_in()
    assert browser.post("/sign-out", {"words": "x" * MOST_BYTES}).status == 413
    assert browser.get("/").status == 200


def test_a_script_may_carry_the_token_in_a_header(house: House) -> None:
    browser = Browser(house)
    browser.sign_in()
    given = {"content_type": "application/json", "origin": browser.origin or "", "x_csrf_token": browser.csrf}
    assert browser.ask("/sign-out", "POST", b"{}", given).status == 303
