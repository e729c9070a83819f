"""The campaign: relay, people, papers.

Nothing of what is loaded is garbage, and looking through it again and again took a quarter of every start: the collector rests
until `campaign.factory` is complete, and with it the application.
"""

import gc

gc.disable()
