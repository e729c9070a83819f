"""Texts that rows keep sealed, as their classes offer them."""

import pytest

from campaign.core import crypto
from campaign.core.rotation import row_name_of, sealed_columns
from campaign.core.sealed import SealedText
from campaign.walks.models import WalkTeam


def test_a_text_is_sealed_for_its_row_and_nothing_is_kept_of_an_empty_one(app):
    team = WalkTeam(uid=crypto.new_uid(), leader_phone="+77015550123")
    assert team.leader_phone == crypto.unseal(team.leader_phone_sealed, "walk_teams.leader_phone", team.uid) == "+77015550123"
    assert WalkTeam.leader_phone.opened(team.leader_phone_sealed, team.uid) == "+77015550123"
    with pytest.raises(ValueError, match="does not open"):
        WalkTeam.leader_phone.opened(team.leader_phone_sealed, crypto.new_uid())
    team.leader_phone = ""
    assert (team.leader_phone_sealed, team.leader_phone) == (None, "")


def test_every_sealed_text_is_sealed_as_new_keys_look_for_it(app):
    known = {column.label: column for column in sealed_columns()}
    for model in WalkTeam.registry.mappers:
        for name, text in vars(model.class_).items():
            if isinstance(text, SealedText):
                table = known[f"{model.class_.__tablename__}.{name}"].whole
                assert text.of == row_name_of(table).name
