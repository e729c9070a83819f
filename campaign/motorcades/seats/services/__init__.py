"""Acts on seats: by hand, by a plan, and taking a plan back."""

from campaign.motorcades.seats.services.carrying import carry_out, take_back
from campaign.motorcades.seats.services.moving import act
from campaign.motorcades.seats.services.taking import forget_seats, give_up_seat, take_seat_again

__all__ = ["act", "carry_out", "forget_seats", "give_up_seat", "take_back", "take_seat_again"]
