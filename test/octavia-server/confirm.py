"""Confirms what is pending on load balancers of the provider `noop_driver-alt` at once, through
Octavia's own updater for providers: for tests that make many changes. `noop_driver` stays pending."""
import sqlite3
import threading
import time

from octavia.api.drivers.driver_agent import driver_updater
from octavia.db import api

PARTS = {
    'healthmonitors': 'health_monitor part join pool on pool.id = part.pool_id join load_balancer lb on lb.id = pool.load_balancer_id',
    'pools': 'pool part join load_balancer lb on lb.id = part.load_balancer_id',
    'listeners': 'listener part join load_balancer lb on lb.id = part.load_balancer_id',
    'loadbalancers': 'load_balancer part join load_balancer lb on lb.id = part.id',
}


def confirm():
    updater = driver_updater.DriverUpdater()
    # A connection of its own, since Octavia's takes the lock even to read.
    database = sqlite3.connect(api.get_engine().url.database, timeout=30)

    def pending(part):
        rows = database.execute(
            f'select part.id, part.provisioning_status from {PARTS[part]} '
            "where lb.provider = 'noop_driver-alt' and part.provisioning_status like 'PENDING_%'")
        return [
            {'id': id, 'provisioning_status': 'DELETED' if status == 'PENDING_DELETE' else 'ACTIVE'}
            for id, status in rows
        ]

    while True:
        time.sleep(0.02)
        if pending('loadbalancers'):
            updater.update_loadbalancer_status({part: pending(part) for part in PARTS})


def start():
    threading.Thread(target=confirm, daemon=True).start()
