"""Settings that refuse to start half-configured."""

import stat

import pytest

from campaign.config import Config, ConfigError, fresh_key


def whole(tmp_path, **more):
    keys = {f"CAMPAIGN_{name}": fresh_key() for name in ("SECRET_KEY", "DATA_KEY", "BACKUP_KEY")}
    return {"CAMPAIGN_DATA_DIR": str(tmp_path), **keys, **more}


def test_a_demo_makes_its_keys_once_and_keeps_them_to_itself(tmp_path):
    first = Config.from_environment({"CAMPAIGN_DATA_DIR": str(tmp_path)})
    again = Config.from_environment({"CAMPAIGN_DATA_DIR": str(tmp_path)})
    assert first.demo
    assert first.data_key == again.data_key
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"CAMPAIGN_DATA_KEY": ""}, "CAMPAIGN_DATA_KEY is missing"),
        ({"CAMPAIGN_DATA_KEY": "short"}, "32 random bytes"),
        ({"CAMPAIGN_SECRET_KEY": ""}, "CAMPAIGN_BACKUP_KEY is set but"),
        ({"CAMPAIGN_DEFAULT_LANGUAGE": "de"}, "takes one of kk, ru, en"),
        ({"CAMPAIGN_SQLALCHEMY_DATABSE_URI": "x"}, "No such setting"),
        ({"CAMPAIGN_MAIL_SERVER": "mail.example.kz:smtp"}, "a name, or a name and a port"),
        ({"CAMPAIGN_MAIL_SERVER": "mail.example.kz:99999"}, "a name, or a name and a port"),
    ],
)
def test_half_a_configuration_is_refused_with_a_sentence(tmp_path, change, words):
    with pytest.raises(ConfigError, match=words):
        Config.from_environment(whole(tmp_path, **change))


def test_a_whole_configuration_is_no_demo(tmp_path):
    assert not Config.from_environment(whole(tmp_path)).demo
    server = {"CAMPAIGN_MAIL_SERVER": "mail.example.kz:587"}
    assert Config.from_environment(whole(tmp_path, **server)).mail["SERVER"] == "mail.example.kz:587"
