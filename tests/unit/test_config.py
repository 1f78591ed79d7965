"""Settings as they are written: what is understood, and the one sentence for what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from webapp.config import SECRET_FILE, SETTINGS_FILE, Settings, UnsafeSetting, load_settings


def _load(folder: Path, *, file: str = "", **environ: str) -> Settings:
    if file:
        (folder / SETTINGS_FILE).write_text(file, encoding="utf-8")
    names = {f"BTG_{name.upper()}": text for name, text in environ.items()}
    return load_settings({"BTG_INSTANCE_PATH": str(folder), **names})


def test_blank_settings_are_as_good_as_none(tmp_path: Path) -> None:
    blank = _load(tmp_path, database_url="", secret_key="", today="", demo="", proxy_hops="", workers="")
    assert blank == _load(tmp_path)
    assert (blank.proxy_hops, blank.workers) == (0, 0)


def test_the_environment_overrules_the_file(tmp_path: Path) -> None:
    file = 'today = 2014-11-14\ndemo = true\nworkers = 2\ntrusted_hosts = ["a.example", "b.example"]\n'
    read = _load(tmp_path, file=file, workers="3")
    assert (str(read.today), read.demo, read.workers) == ("2014-11-14", True, 3)
    assert read.trusted_hosts == ("a.example", "b.example")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", ""),
        ("https://plans.council.example", "https://plans.council.example"),
        ("https://Plans.Council.example/", "https://plans.council.example"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_the_public_address_is_kept_as_an_origin(tmp_path: Path, given: str, kept: str) -> None:
    assert _load(tmp_path, public_url=given).public_url == kept


def test_a_certificate_lies_in_the_instance_folder_or_where_it_says(tmp_path: Path) -> None:
    file = tmp_path / "council.p12"
    file.write_bytes(b"not read yet")
    assert _load(tmp_path, signing_certificate="council.p12").signing_certificate == file
    loaded = _load(tmp_path, signing_certificate=str(file), signing_passphrase="open sesame")
    assert (loaded.signing_certificate, loaded.signing_passphrase) == (file, "open sesame")
    assert "open sesame" not in repr(loaded)


def test_mail_is_set_by_a_server_and_a_sender(tmp_path: Path) -> None:
    read = _load(tmp_path, smtp_url="smtp://mail.council.example:587", mail_from="Plans <plans@council.example>")
    assert read.mail_server
    assert read.mail_from
    assert (read.mail_server.name, read.mail_from.name) == ("mail.council.example:587", "Plans")
    assert (_load(tmp_path, smtp_url=" ", mail_from="").mail_server) is None


UNREADABLE = {
    "another database": ({"database_url": "mysql://host/name"}, "begin with sqlite:///"),
    "a port that is none": ({"database_url": "postgresql://host:port/name"}, "BTG_DATABASE_URL cannot be read"),
    "only colons": ({"database_url": "postgresql://:::::/"}, "BTG_DATABASE_URL cannot be read"),
    "a short secret": ({"secret_key": "short"}, "too easy to guess"),
    "no date": ({"today": "yesterday"}, "BTG_TODAY must be a date"),
    "neither yes nor no": ({"demo": "perhaps"}, "BTG_DEMO must be yes or no"),
    "no whole number": ({"workers": "1.5"}, "BTG_WORKERS must be a whole number"),
    "more processes than any machine": ({"workers": "9" * 20}, "BTG_WORKERS must be a whole number"),
    **{
        f"no address: {text}": ({"public_url": text}, "BTG_PUBLIC_URL must be an address without a path")
        for text in (
            "plans.council.example",
            "ftp://plans.council.example",
            "https://",
            "https://plans.council.example/plans",
            "https://plans.council.example/?a=1",
            "https://plans.council.example/#a",
            "https://ann@plans.council.example",
            "https://plans.council.example:port",
            "https://plans.council.example:99999",
            "https://cyngor.cym\u0175u",
            "https://[::1",
        )
    },
    "a certificate that is not there": ({"signing_certificate": "none.p12"}, "none.p12 cannot be read"),
    "somebody's home": ({"instance_path": "~nobody-of-that-name/x"}, "BTG_INSTANCE_PATH names the home"),
    "below a file": ({"instance_path": "/dev/null/x"}, "cannot be made"),
    "an unknown name": ({"file": "colour = 1"}, "a setting nobody knows"),
    "no mail server": ({"smtp_url": "mail.council.example"}, "BTG_SMTP_URL must be such as smtp://"),
    "no sender": ({"smtp_url": "smtp://localhost", "mail_from": "plans"}, "BTG_MAIL_FROM must be one address"),
    "a server without a sender": ({"smtp_url": "smtp://localhost"}, "BTG_MAIL_FROM is missing"),
    "a sender without a server": ({"mail_from": "plans@council.example"}, "BTG_SMTP_URL is missing"),
    "no TOML": ({"file": "colour = = 1"}, "not readable as TOML"),
}


@pytest.mark.parametrize(("given", "sentence"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_setting_is_refused_in_one_sentence(tmp_path: Path, given: dict[str, str], sentence: str) -> None:
    with pytest.raises(UnsafeSetting, match=sentence) as refused:
        _load(tmp_path, **given)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("kept", [b"", b"caf\xe9" * 4, b"a" * 40], ids=["blank", "damaged", "monotonous"])
def test_a_kept_secret_that_is_none_is_refused(tmp_path: Path, kept: bytes) -> None:
    (tmp_path / SECRET_FILE).write_bytes(kept)
    with pytest.raises(UnsafeSetting, match="too easy to guess"):
        _load(tmp_path)
