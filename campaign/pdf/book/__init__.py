"""The book of the relay on paper: cover, map, pages of each stop, index, imprint; in Kazakh and Russian side by side."""

from campaign.pdf.book.printing import stream, stream_spread
from campaign.pdf.book.schemas import Book, Labelled, Photo, Quote, Sign, Spread

__all__ = ["Book", "Labelled", "Photo", "Quote", "Sign", "Spread", "stream", "stream_spread"]
