"""Configuration: from the environment, and safe where it says nothing."""

import gzip
import os

from casereview.web import assets, config, precompress


def test_a_secret_key_is_made_once_and_kept_to_its_owner(tmp_path):
    first = config.secret_key(tmp_path / "instance")
    assert first == config.secret_key(tmp_path / "instance")
    assert len(first) == 64
    assert (tmp_path / "instance" / "secret_key").stat().st_mode & 0o077 == 0


def test_two_installations_have_two_keys(tmp_path):
    assert config.secret_key(tmp_path / "one") != config.secret_key(tmp_path / "two")


def test_what_is_given_goes_before_the_environment_and_that_before_the_file(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert config.from_environment(tmp_path, {})["DATABASE_URL"].endswith("casereview.db")
    monkeypatch.setenv("SECRET_KEY", "environment")
    monkeypatch.setenv("DATABASE_URL", "postgresql:///x")
    assert config.from_environment(tmp_path, {})["SECRET_KEY"] == "environment"
    assert config.from_environment(tmp_path, {})["DATABASE_URL"] == "postgresql:///x"
    assert config.from_environment(tmp_path, {"SECRET_KEY": "given"})["SECRET_KEY"] == "given"


def test_forms_outlive_a_workshop_and_uploads_are_bounded(app):
    assert app.config["WTF_CSRF_TIME_LIMIT"] is None
    assert 0 < app.config["MAX_CONTENT_LENGTH"] <= 50 * config.MEBIBYTE
    assert app.config["MAX_FORM_PARTS"] >= 1000


def test_large_files_get_compressed_copies_once(app, tmp_path, monkeypatch):
    (tmp_path / "static").mkdir()
    large, small = tmp_path / "static" / "large.js", tmp_path / "static" / "small.js"
    large.write_text("const a = 1;\n" * 5000)
    small.write_text("const a = 1;\n")
    monkeypatch.setattr(app, "root_path", str(tmp_path))
    precompress.static(app)
    made = tmp_path / "static" / "large.js.gz"
    assert gzip.decompress(made.read_bytes()) == large.read_bytes()
    assert (tmp_path / "static" / "large.js.br").exists()
    assert not (tmp_path / "static" / "small.js.gz").exists()
    before = made.stat().st_mtime_ns
    precompress.static(app)
    assert made.stat().st_mtime_ns == before


def test_a_compressed_copy_older_than_its_file_is_never_served(app, client, tmp_path, monkeypatch):
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "changed.css").write_text("new {}" * 100)
    old = tmp_path / "static" / "changed.css.gz"
    old.write_bytes(gzip.compress(b"old {}"))
    os.utime(old, (1, 1))
    monkeypatch.setattr(app, "root_path", str(tmp_path))
    assets.scan(app)
    answer = client.get("/static/changed.css", headers={"Accept-Encoding": "gzip"})
    assert (answer.headers.get("Content-Encoding"), answer.data) == (None, b"new {}" * 100)


def test_a_browser_that_takes_brotli_gets_the_compressed_copy(app, client):
    precompress.static(app)
    assets.scan(app)
    answer = client.get("/static/vendor/govuk-frontend.min.css", headers={"Accept-Encoding": "br"})
    assert answer.headers["Content-Encoding"] == "br"
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert client.get("/static/vendor/govuk-frontend.min.css").headers.get("Content-Encoding") is None
