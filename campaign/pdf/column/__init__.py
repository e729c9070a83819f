"""What goes along in the cars of a column: `drawn` a set of driver's sheets, two on A4, or of numbers for windscreens."""

from campaign.pdf.column.printing import drawn
from campaign.pdf.column.schemas import Beside, DriverCard, DriverCards, DriverWords, ScreenNumber, ScreenNumbers

__all__ = ["Beside", "DriverCard", "DriverCards", "DriverWords", "ScreenNumber", "ScreenNumbers", "drawn"]
