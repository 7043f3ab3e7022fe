"""`flask serve` prints the way in, loads the demo only where there is nothing, and says why it cannot serve."""

import socket

import pytest

from casereview.web.commands import serve


def test_the_welcome_holds_the_address_and_the_way_in():
    words = serve.welcome("127.0.0.1", 5000, "abc")
    assert "http://127.0.0.1:5000/sign-in/abc" in words
    assert "HOST=0.0.0.0 make run" in words


def test_once_everybody_is_let_in_the_way_in_is_at_the_address_that_phones_can_follow(monkeypatch):
    monkeypatch.setattr(serve, "own_address", lambda: "192.0.2.7")
    for host in ("0.0.0.0", "::"):
        words = serve.welcome(host, 5000, "abc")
        assert "http://192.0.2.7:5000/sign-in/abc" in words
        assert "Phones on the same network reach it there too" in words
        assert "127.0.0.1:5000/sign-in" not in words


def test_on_no_network_the_way_in_is_here_and_it_says_so(monkeypatch):
    monkeypatch.setattr(serve, "own_address", lambda: "")
    words = serve.welcome("0.0.0.0", 5000, "abc")
    assert "http://127.0.0.1:5000/sign-in/abc" in words
    assert "on no network now" in words


def test_an_address_of_many_colons_stands_in_brackets():
    assert "http://[::1]:5000/sign-in/abc" in serve.welcome("::1", 5000, "abc")


def test_without_make_it_says_the_same_in_commands_that_are_there(monkeypatch):
    monkeypatch.setattr(serve, "WINDOWS", True)
    monkeypatch.setattr(serve, "FLASK", r".venv\Scripts\python -m flask")
    words = serve.welcome("127.0.0.1", 5000, "abc")
    assert r".venv\Scripts\python -m flask serve --host 0.0.0.0" in words
    assert "make" not in words


def test_without_anybody_it_says_how_to_add_somebody():
    assert ".venv/bin/flask user add" in serve.welcome("127.0.0.1", 5000, "")


def test_a_taken_port_is_said_in_words():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(ValueError, match=f"PORT={port + 1} make run"):
            serve.claim("127.0.0.1", port)


def test_a_host_that_is_not_here_is_said_to_be_the_trouble():
    for host in ("192.0.2.1", "nowhere.invalid"):
        with pytest.raises(ValueError, match=r"The host is 127\.0\.0\.1, 0\.0\.0\.0"):
            serve.claim(host, 5000)


def test_the_link_lets_the_first_person_in(app, owner):
    token = serve.sign_in_token(app)
    client = app.test_client()
    assert client.post_form(f"/sign-in/{token}").status_code == 302
    assert client.get("/p/riverside").status_code == 200


def test_there_is_no_link_where_there_is_nobody(app):
    assert serve.sign_in_token(app) == ""


def test_it_serves_after_preparing_everything(app, monkeypatch):
    served = []
    monkeypatch.setattr(serve, "run", lambda app, host, port: served.append((host, port)))
    monkeypatch.setattr(serve.precompress, "static", lambda app: None)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    result = app.test_cli_runner().invoke(args=["serve", "--port", str(port)])
    assert result.exit_code == 0, result.output
    assert served == [("127.0.0.1", port)]
    assert "Nobody can sign in yet" in result.output
