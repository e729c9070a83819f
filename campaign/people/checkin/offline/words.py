"""What the page of check-in says besides what every field page says (`web/field/words.py`)."""

from typing import Final

from campaign.core.i18n import Words, _l

WORDS: Final[dict[str, Words]] = {
    "card_first": _l("Point the camera at a badge, type its code or find the name."),
    "card_in": _l("Checked in"),
    "card_walk_in": _l("New person checked in"),
    "card_already": _l("Checked in before"),
    "card_unknown": _l("Not on this list"),
    "card_review": _l("The coordinator decides"),
    "card_refused": _l("Not counted"),
    "card_lost": _l("Not saved"),
    "card_foreign": _l("Another code"),
    "foreign_note": _l("It is not from a badge or a ticket of the relay."),
    "lost_full": _l("The phone’s storage is full, and there is no network. Write the name on paper and free some space."),
    "lost_net": _l("There is no network, and this browser keeps nothing. Write the name on paper or try once more."),
    "unknown_note": _l("Saved here; it will be checked when it is sent."),
    "first_there": _l("First at %(time)s, %(place)s"),
    "first_at": _l("First at %(time)s"),
    "first_here": _l("First at %(time)s, on this phone"),
    "first_listed": _l("Before the list was fetched (%(time)s)"),
    "car": _l("car %(car)s"),
    "no_name": _l("The name is not on this phone"),
    "code_short": _l("A code has seven characters. Compare it with the badge."),
    "code_letter": _l("There is no %(letter)s in codes: 0, O, 1, I, L, U and Z are never used. Look again."),
    "code_check": _l("One character of %(code)s is wrong. Compare it with the badge."),
    "names_none": _l("Nobody on this list is called “%(typed)s”. Type fewer letters, or the code."),
    "names_more": _l("and %(more)s more: type more letters"),
    "wrong_name": _l("Please write surname and name. For example: Сейтова Әлия."),
    "wrong_phone": _l("“%(typed)s” is no phone number. For example: 8 701 555 01 23."),
    "none_phone": _l("Please type the phone number. For example: 8 701 555 01 23."),
    "none_year": _l("Please type the year of birth. For example: 1998."),
    "wrong_year": _l("“%(typed)s” is no year of birth. For example: 1998."),
    "camera_refused": _l(
        "The camera is not allowed here. Allow it in the settings of the browser, or use the code or the name."
    ),
    "camera_none": _l("This phone gives no camera to the browser. Use the code or the name."),
    "camera_reader": _l(
        "What reads codes is not on this phone yet. Open this page once with a network, or use the code or the name."
    ),
    "list_kept": _l("On the list: %(count)s. It was fetched at %(time)s and stays on this phone for 24 hours."),
    "list_open": _l("On the list: %(count)s. It was fetched at %(time)s and is not kept on this phone."),
    "list_missing": _l(
        "There is no list on this phone. Codes are saved all the same; names are shown when the list is fetched."
    ),
    "list_died": _l(
        "The list had been on this phone for 24 hours and was removed. Codes are saved all the same; fetch the list again "
        "where there is a network."
    ),
    "gone_unsent": _l(
        "Not sent: %(unsent)s, of them new people: %(lost)s. Codes will be sent when a new link for this event is opened "
        "on this phone; please write the new people down again."
    ),
    "insecure": _l(
        "This address has no https, so the browser may keep nothing. Check-in works here with a network only, and without "
        "the camera."
    ),
    "private": _l(
        "This browser keeps nothing, perhaps in a private window. Each check-in is sent at once and needs a network. To "
        "work without one, open the link in an ordinary window."
    ),
    "title": _l("Check-in"),
    "ways": _l("Ways of checking in"),
    "way_camera": _l("Camera"),
    "way_code": _l("Code on the badge"),
    "way_name": _l("Name on the list"),
    "way_new": _l("New person"),
    "camera_on": _l("Turn the camera on"),
    "camera_off": _l("Turn the camera off"),
    "camera_hint": _l("Hold the code in the frame. What the camera sees is not kept."),
    "code_label": _l("Code, seven characters"),
    "code_press": _l("Check in"),
    "name_label": _l("Beginning of the surname or name"),
    "new_hint": _l("For somebody who is on no list. The server looks whether a place is free."),
    "new_consent": _l("Show the consent at the entrance before you write anything down; the signature goes on the sheet."),
    "new_name": _l("Full name"),
    "new_phone": _l("Phone number"),
    "new_year": _l("Year of birth"),
    "new_press": _l("Check this person in"),
    "past": _l("Recorded on this phone"),
    "past_none": _l("Nobody yet."),
    "past_all": _l("Show all of this phone"),
    "past_mistake": _l("A mistake? Tell the coordinator of the event, who can undo it."),
}
