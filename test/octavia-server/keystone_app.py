"""Keystone's public application for gunicorn; it reads sys.argv itself."""
import sys

sys.argv[1:] = []
from keystone.server.wsgi import initialize_public_application  # noqa: E402

application = initialize_public_application()
