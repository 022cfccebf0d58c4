"""One thread in every test, so that a report may run in a fork as it does for users."""

import os

# before numpy is imported
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
