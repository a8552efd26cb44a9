"""Where the guarded client goes, what it takes along, and where it does not go."""

from __future__ import annotations

import socket

import pytest

from digest.errors import Blocked, SourceIll
from digest.sources.connection import Network
from digest.sources.fetch import Fetcher
from tests.sources.web import Reply, Web, complaint, drip, fetcher, redirect


def test_permanent_redirects_are_remembered_up_to_the_first_passing_one(web: Web) -> None:
    web.pages |= {
        "/a": redirect("/b", 301),
        "/b": redirect("/c", 308),
        "/c": Reply(b"here"),
        "/d": redirect("/e", 301),
        "/e": redirect("/c", 302),
        "/f": redirect("/a", 307),
    }
    with fetcher() as client:
        told = {path: client.get(web.url(path)) for path in ("/a", "/c", "/d", "/f")}
    assert {path: response.permanent for path, response in told.items()} == {
        "/a": web.url("/c"),
        "/c": "",
        "/d": web.url("/e"),
        "/f": "",
    }
    assert {response.url for response in told.values()} == {web.url("/c")}


def test_five_redirects_are_followed_and_no_more(web: Web) -> None:
    web.pages |= {f"/{n}": redirect(f"/{n + 1}") for n in range(9)} | {"/9": Reply(b"end")}
    with fetcher() as client:
        assert client.get(web.url("/4")).body == b"end"
    assert str(complaint(web.url("/3"))) == "more than 5 redirects"
    web.pages["/loop"] = redirect("/loop", 301)
    assert str(complaint(web.url("/loop"))) == "more than 5 redirects"


@pytest.mark.parametrize("where", ["ftp://127.0.0.1/", "file:///etc/passwd", "javascript:1", "gopher://x/"])
def test_a_redirect_cannot_leave_the_web(web: Web, where: str) -> None:
    web.pages["/"] = redirect(where)
    assert isinstance(complaint(web.url()), Blocked)


def test_a_redirect_without_a_target_is_an_illness(web: Web) -> None:
    web.pages["/"] = Reply(status=302)
    assert str(complaint(web.url())) == "answered 302 without saying where to"


def test_a_redirect_to_a_closed_address_is_refused_at_the_hop(web: Web) -> None:
    web.pages["/"] = redirect(f"http://[::1]:{web.port}/inside")
    assert isinstance(complaint(web.url()), Blocked)
    assert [path for path, _ in web.seen] == ["/"]


def test_a_redirects_body_is_not_waited_for(web: Web) -> None:
    web.pages |= {"/end": Reply(b"end")}
    web.pages["/"] = drip(b"HTTP/1.1 302 Found\r\nLocation: /end\r\n\r\n", b"x")
    with fetcher(deadline=2) as client:
        assert client.get(web.url()).body == b"end"


# ------------------------------------------------------------------ credentials


def test_credentials_go_to_the_same_server_alone(web: Web) -> None:
    with Web({"/end": Reply(b"end")}) as other:
        web.pages |= {"/": redirect("/away"), "/away": redirect(other.url("/end"))}
        with fetcher() as client:
            headers = {"X-Key": "canary", "If-None-Match": '"a"'}
            response = client.get(f"http://reader:canary@127.0.0.1:{web.port}/", headers=headers)
        assert [("Authorization" in sent, "X-Key" in sent) for _, sent in web.seen] == [(True, True)] * 2
        assert "canary" not in repr(other.seen)
        assert other.seen[0][1]["If-None-Match"] == '"a"'
    assert "canary" not in repr(response)


def test_a_password_is_not_carried_from_https_to_http() -> None:
    from digest.sources.fetch import Response, _target

    answer = Response(302, "https://outlet.example/", {"Location": "http://outlet.example/"}, b"")
    with pytest.raises(SourceIll, match="https to http"):
        _target("https://reader:canary@outlet.example/", answer)
    assert _target("https://outlet.example/", answer) == "http://outlet.example/"


def test_errors_never_hold_the_credentials_of_an_address(web: Web) -> None:
    login = "reader:canary@"
    web.pages |= {"/404": Reply(status=404), "/loop": redirect("/loop")}
    urls = [f"http://{login}127.0.0.1:{web.port}/404", f"http://{login}127.0.0.1:{web.port}/loop"]
    urls += [
        f"http://{login}10.0.0.1/",
        f"ftp://{login}127.0.0.1/",
        f"http://{login}[::1/",
        f"http://{login}127.0.0.1:1/",
    ]
    assert not [url for url in urls if "canary" in str(complaint(url))]


def test_the_environments_proxies_are_not_used(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")
    web.pages["/"] = Reply(b"direct")
    with fetcher() as client:
        assert client.get(web.url()).body == b"direct"


# ------------------------------------------------------------------ the guard


def test_loopback_is_closed_until_it_is_allowed(web: Web) -> None:
    with Fetcher() as client, pytest.raises(Blocked, match="not a public address"):
        client.get(web.url())
    assert web.seen == []


def test_one_bad_answer_of_the_name_server_is_enough(web: Web) -> None:
    class Two(Network):
        def resolve(self, host: str, port: int) -> list[str]:
            return ["127.0.0.1", "10.0.0.1"]

    failure = complaint(f"http://outlet.example:{web.port}/", network=Two())
    assert str(failure).startswith("outlet.example (10.0.0.1): not a public address")
    assert web.seen == []


def test_the_next_address_is_tried_when_one_is_dead(web: Web) -> None:
    class Two(Network):
        def resolve(self, host: str, port: int) -> list[str]:
            return ["127.0.0.2", "127.0.0.1"]

        def dial(self, address: str, port: int, seconds: float) -> socket.socket:
            if address == "127.0.0.2":
                raise ConnectionRefusedError
            return super().dial(address, port, seconds)

    web.pages["/"] = Reply(b"second")
    with fetcher(network=Two()) as client:
        assert client.get(f"http://outlet.example:{web.port}/").body == b"second"
    assert web.seen[0][1]["Host"] == f"outlet.example:{web.port}"


@pytest.mark.parametrize(
    "url", ["", "outlet.example/feed", "http://", "http:///x", "http://a b/", "http://x\r\ny/"]
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    assert isinstance(complaint(url), Blocked)
