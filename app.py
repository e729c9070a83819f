"""The one file to start: `python3 app.py` serves, `python3 app.py test` checks; `app:app` is the WSGI entry.

    python3 app.py [--port N]      set up, upgrade, load the demo on first use, serve on 127.0.0.1:8000
    python3 app.py test [ARGS]     set up with the test extra and run every check; with ARGS only pytest ARGS
    python3 app.py bench [NAMES]   set up with the bench extra and run the benchmarks
    python3 app.py key             print a fresh key for CAMPAIGN_SECRET_KEY and its like

Until the packages are installed there is only the standard library: nothing else is imported above the line.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  people do start it with an older one
    sys.exit("Adal Zhol needs Python 3.11 or newer; this is Python {}.{}.".format(*sys.version_info))

if __name__ == "__main__":
    from campaign.assets.launch import main

    sys.exit(main(sys.argv[1:]))

# --------------------------------------------- the line: below it all packages are installed

from campaign.factory import create_app

app = create_app()
