"""The collector rests while the application is loaded: the factory imports this before everything else of ours.

Nothing of what is loaded is garbage, and looking through it again and again took half of every start (3.3 seconds of a core
instead of 1.7). A process that takes a part of the campaign without the factory is left as it is.
"""

import gc

gc.disable()


def complete() -> None:
    """Let the collector work again, and never look at what is loaded: it stays as long as the process."""
    gc.freeze()
    gc.enable()
