"""What every parameter of an address means, for `test_matrix`: whose the row is that it names."""

# What somebody outside must never read, whatever they ask for. ASCII, so that no escaping hides it.
PERSON, ORGANISATION, NOTE = "CANARYPERSON", "CANARYORGANISATION", "CANARYNOTE"
ACCOUNT, DRAFT, HANDOVER, PRESS, FILED = "CANARYACCOUNT", "CANARYDRAFT", "CANARYHANDOVER", "CANARYPRESS", "CANARYFILED"
PANEL = "CANARYPANEL"
CANARIES = frozenset({PERSON, ORGANISATION, NOTE, ACCOUNT, DRAFT, HANDOVER, PRESS, FILED, PANEL})

# Whose the row is that a parameter names.
STOPS, REGIONS, OWNERS, EVERYBODYS, SECRETS = "stop's", "region's", "one account's", "everybody's", "secret"
PARAMETERS = {
    "act": STOPS,
    "body_id": EVERYBODYS,
    "calendar_language": EVERYBODYS,
    "campaign_id": EVERYBODYS,
    "code": EVERYBODYS,
    "column_device_id": STOPS,
    "draft_id": REGIONS,
    "event_id": STOPS,
    "fact_id": EVERYBODYS,
    "event_paper": EVERYBODYS,
    "file_uid": OWNERS,
    "grant_id": STOPS,
    "group_id": STOPS,
    "handover_id": STOPS,
    "import_id": STOPS,
    "invitation_id": STOPS,
    "item_id": REGIONS,
    "member": EVERYBODYS,
    "kit_event_id": EVERYBODYS,
    "kit_task_id": EVERYBODYS,
    "message_id": STOPS,
    "number": STOPS,
    "organisation_id": REGIONS,
    "outlet_id": REGIONS,
    "package_id": STOPS,
    "page": EVERYBODYS,
    "passkey_id": OWNERS,
    "place_id": REGIONS,
    "publication_id": STOPS,
    "purpose": EVERYBODYS,
    "quotation_id": STOPS,
    "region_id": EVERYBODYS,
    "sample_code": EVERYBODYS,
    "registration_id": STOPS,
    "relay_id": REGIONS,
    "row_id": STOPS,
    "rule_id": EVERYBODYS,
    "relay_paper": EVERYBODYS,
    "session_id": OWNERS,
    "sheet": STOPS,
    "certificate_code": EVERYBODYS,
    "certificate_id": STOPS,
    "shift_id": STOPS,
    "slip_id": REGIONS,
    "stock_act": EVERYBODYS,
    "stop_id": STOPS,
    "task_id": STOPS,
    "stop_paper": EVERYBODYS,
    "token": SECRETS,
    "uid": OWNERS,
    "unit_id": EVERYBODYS,
    "user_id": STOPS,
    "version": EVERYBODYS,
}
PARAMETERS |= {"request_id": STOPS, "chapter": EVERYBODYS}
PARAMETERS |= {"person_id": STOPS, "other_person_id": STOPS, "merge_id": STOPS}
PARAMETERS |= {"device_id": STOPS, "check_in_id": STOPS, "scan_id": STOPS}
PARAMETERS |= {"car_id": STOPS, "vehicle_id": REGIONS}
PARAMETERS |= {"badge_sheet": STOPS, "sign_sheet": STOPS, "filing_id": STOPS, "legal_rule_id": EVERYBODYS, "target": EVERYBODYS}
PARAMETERS |= {"building_id": REGIONS, "floor_id": REGIONS, "team_id": STOPS, "building_import_id": REGIONS}
PARAMETERS |= {"point_id": STOPS, "offer_id": STOPS, "vehicle_import_id": STOPS}
PARAMETERS |= {"document_id": STOPS, "stocktake_id": STOPS}
PARAMETERS |= {"walk_phone_id": STOPS, "door_id": STOPS, "record_id": STOPS}
PARAMETERS |= {"material_id": EVERYBODYS, "variant_id": EVERYBODYS, "store_id": STOPS, "holder_id": STOPS}
PARAMETERS |= {"set_uid": STOPS}
PARAMETERS |= {"exhibition_id": STOPS, "exhibition_paper": EVERYBODYS, "panel_sheet": STOPS}
PARAMETERS |= {"store_paper": EVERYBODYS, "document_paper": EVERYBODYS}
PARAMETERS |= {"desk_id": STOPS, "desk_sheet": STOPS}
PARAMETERS |= {"norm_id": REGIONS, "set_id": REGIONS, "ending": EVERYBODYS}
PARAMETERS |= {"figure_rule_id": EVERYBODYS, "figure_check": EVERYBODYS, "doubt_mark": STOPS}
PARAMETERS |= {"typed_sheet": STOPS, "typing_uid": STOPS}
PARAMETERS |= {"measure": EVERYBODYS, "close_id": REGIONS, "close_sheet": REGIONS}
PARAMETERS |= {"measure_code": EVERYBODYS, "measure_id": EVERYBODYS, "figure_id": STOPS}
PARAMETERS |= {"book_uid": REGIONS, "alarm_id": REGIONS}
PARAMETERS |= {"photo_id": STOPS, "photo_size": EVERYBODYS}
PARAMETERS |= {"report_id": STOPS, "clause": EVERYBODYS}
PARAMETERS |= {"exhibition_id": STOPS, "panel_id": STOPS, "approval_id": STOPS, "takedown_id": STOPS, "panel_kind": EVERYBODYS}
PARAMETERS |= {"token_id": OWNERS}
PARAMETERS |= {"hook_id": REGIONS, "delivery_id": REGIONS}
UNKNOWN = (
    "the route {rule} has the parameter {name!r}, which the matrix does not know: say in tests/house/parameters.py whose "
    "rows it names (PARAMETERS), and put the number of one such row of the first region into World.values in world.py"
)
QUERY = (
    "q=CANAR&stop={stop_id}&event={event_id}&relay={relay_id}&region={region_id}&place={place_id}"
    "&organisation={organisation_id}"
)
