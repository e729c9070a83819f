"""The chain of a board as the map draws it."""

from campaign.relay.schemas import StopState
from campaign.reports.board.schemas import Board, Level
from campaign.territory.mapsheet import MapStop, StopSign


def stations_of(board: Board) -> list[MapStop]:
    """Every stop with its sign: gold where the baton is, red where it is urgent."""
    here = board.baton.here.id if board.baton and board.baton.here else 0

    def sign(stop_id: int, state: StopState) -> StopSign:
        if stop_id == here:
            return StopSign.NOW
        if board.levels.get(stop_id) is Level.URGENT:
            return StopSign.PROBLEM
        return StopSign.DONE if state is StopState.DONE else StopSign.COMING

    return [
        MapStop(stop.unit_code, (stop.centre or stop.name).text(), stop.lat, stop.lon, sign(stop.id, stop.state))
        for stop in board.chain
    ]
