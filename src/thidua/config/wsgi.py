"""The WSGI application."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.config.settings")
application = get_wsgi_application()
# What was loaded to serve pages stays until the end: the collector need not look through it again at each round.
gc.collect()
gc.freeze()
