"""Octavia's API and worker in one process, since the message transport is in memory."""
import os

import confirm
from octavia.api import app
from octavia.controller.queue.v2 import consumer
from octavia.db import api as database
from oslo_config import cfg
from sqlalchemy import event

api = app.setup_app(argv=['octavia-api', '--config-file', os.environ['OCTAVIA_CONF']])


# SQLite refuses to turn a read transaction into a write one when somebody else wrote in between.
@event.listens_for(database.get_engine(), 'before_cursor_execute', retval=True)
def begin_immediate(_connection, _cursor, statement, parameters, _context, _many):
    return ('BEGIN IMMEDIATE' if statement == 'BEGIN' else statement), parameters


consumer.ConsumerService(0, cfg.CONF).run()
confirm.start()
PREFIX = os.environ.get('OCTAVIA_PREFIX', '')


def application(environ, start_response):
    """Most clouds serve it below a path."""
    path = environ['PATH_INFO']
    if path != PREFIX and not path.startswith(PREFIX + '/'):
        start_response('404 Not Found', [('Content-Type', 'text/plain')])
        return [b'not here\n']
    environ['SCRIPT_NAME'] += PREFIX
    environ['PATH_INFO'] = path[len(PREFIX):] or '/'
    return api(environ, start_response)
