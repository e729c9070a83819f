"""What every parameter of an address means, for `test_matrix`: whose the row is that it names."""

# What somebody outside must never read, whatever they ask for. ASCII, so that no escaping hides it.
PERSON, ORGANISATION, NOTE = "CANARYPERSON", "CANARYORGANISATION", "CANARYNOTE"
ACCOUNT, DRAFT, HANDOVER, PRESS, FILED = "CANARYACCOUNT", "CANARYDRAFT", "CANARYHANDOVER", "CANARYPRESS", "CANARYFILED"
PANEL = "CANARYPANEL"
CANARIES = frozenset({PERSON, ORGANISATION, NOTE, ACCOUNT, DRAFT, HANDOVER, PRESS, FILED, PANEL})

# Whose the row is that a parameter names.
STOPS, REGIONS, OWNERS, EVERYBODYS, SECRETS = "stop's", "region's", "one account's", "everybody's", "secret"
NAMED = {
    STOPS: """
        act approval_id badge_sheet car_id certificate_id check_in_id column_device_id desk_id desk_sheet device_id
        document_id door_id doubt_mark event_id exhibition_id figure_id filing_id grant_id group_id handover_id
        holder_id import_id invitation_id merge_id message_id number offer_id other_person_id package_id panel_id
        panel_sheet person_id photo_id point_id publication_id quotation_id record_id registration_id report_id
        request_id row_id scan_id set_uid sheet shift_id sign_sheet stocktake_id stop_id store_id takedown_id task_id
        team_id typed_sheet typing_uid user_id vehicle_import_id walk_phone_id
    """,
    REGIONS: """
        alarm_id book_uid building_id building_import_id close_id close_sheet delivery_id draft_id floor_id hook_id
        item_id norm_id organisation_id outlet_id place_id relay_id set_id slip_id vehicle_id
    """,
    OWNERS: "file_uid passkey_id session_id token_id uid",
    EVERYBODYS: """
        body_id calendar_language campaign_id certificate_code chapter clause code document_paper ending event_paper
        exhibition_paper fact_id figure_check figure_rule_id kit_event_id kit_task_id legal_rule_id material_id
        measure measure_code measure_id member page panel_kind photo_size purpose region_id relay_paper rule_id
        sample_code stock_act stop_paper store_paper target unit_id variant_id version
    """,
    SECRETS: "token",
}
PARAMETERS = {name: whose for whose, names in NAMED.items() for name in names.split()}
UNKNOWN = (
    "the route {rule} has the parameter {name!r}, which the matrix does not know: say in tests/house/parameters.py whose "
    "rows it names (NAMED), and put the number of one such row of the first region into World.values in world.py"
)
QUERY = (
    "q=CANAR&stop={stop_id}&event={event_id}&relay={relay_id}&region={region_id}&place={place_id}"
    "&organisation={organisation_id}"
)
