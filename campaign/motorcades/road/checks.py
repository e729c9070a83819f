"""What `adalzhol check` recounts of the day of columns: how it stands with each car is what its marks say."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.checks import MOST_NAMED, Finding, Wrong, check
from campaign.motorcades.models import ColumnCar
from campaign.motorcades.road.services.reading import counted, standing_of


@check("column_marks")
def column_marks(session: Session) -> Finding:
    """Two statements, whatever the number of cars; nobody else writes how it stands."""
    cars = session.scalars(select(ColumnCar).order_by(ColumnCar.id)).all()
    known, _moments = counted(session, [car.id for car in cars], ())
    wrong = (
        Wrong("column_car", car.id, f"stands as {car.state.value}, its marks say {known.cars[car.id].state.value}")
        for car in cars
        if standing_of(car) != known.cars[car.id]
    )
    return Finding(len(cars), tuple(wrong)[:MOST_NAMED])
