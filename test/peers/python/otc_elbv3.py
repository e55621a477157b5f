"""Open Telekom Cloud's extensions of the OpenStack SDK, through the life of a listener, its pool and
its health monitor.

They log in at Keystone and find the endpoint in its catalogue. Prints what the answers say, as JSON.
The URL of Keystone and the credentials are in the environment.
"""

import json
from os import environ

import openstack
from openstack.exceptions import ConflictException
from otcextensions import sdk

BALANCER = environ["BALANCER"]
connection = openstack.connect(load_yaml_config=False)
sdk.register_otc_extensions(connection)
vlb = connection.vlb

listener = vlb.create_listener(
    loadbalancer_id=BALANCER, protocol="HTTP", protocol_port=80, name="by-otc"
)
pool = vlb.create_pool(listener_id=listener.id, protocol="HTTP", lb_algorithm="ROUND_ROBIN")
monitor = vlb.create_health_monitor(
    pool_id=pool.id, type="HTTP", delay=5, timeout=3, max_retries=3
)
vlb.update_listener(listener, name="renamed", client_timeout=30)
vlb.update_pool(pool, lb_algorithm="LEAST_CONNECTIONS")
vlb.update_health_monitor(monitor, delay=10)

shown = vlb.get_listener(listener.id)
shown_pool = vlb.get_pool(pool.id)
shown_monitor = vlb.get_health_monitor(monitor.id)
listed = list(vlb.listeners(loadbalancer_id=BALANCER, protocol_port=80))
other = vlb.create_listener(loadbalancer_id=BALANCER, protocol="UDP", protocol_port=80)
paged = list(vlb.listeners(limit=1))
pools = list(vlb.pools(loadbalancer_id=BALANCER, protocol="HTTP", lb_algorithm="LEAST_CONNECTIONS"))
monitors = list(vlb.health_monitors(id=monitor.id))

try:
    vlb.create_listener(loadbalancer_id=BALANCER, protocol="TCP", protocol_port=80)
    refused = None
except ConflictException as error:
    refused = error.status_code

vlb.delete_health_monitor(monitor)
vlb.delete_pool(pool)
vlb.delete_listener(listener)
vlb.delete_listener(other)

print(
    json.dumps(
        {
            "found": vlb.find_load_balancer("dedicated").id == BALANCER,
            "listener": {
                "name": shown.name,
                "protocol_port": shown.protocol_port,
                "client_timeout": shown.client_timeout,
                "has_pool": shown.default_pool_id == pool.id,
            },
            "pool": {
                "lb_algorithm": shown_pool.lb_algorithm,
                "has_monitor": shown_pool.healthmonitor_id == monitor.id,
            },
            "monitor": {"delay": shown_monitor.delay, "pools": len(shown_monitor.pools)},
            "lists": [len(listed), len(paged), len(pools), len(monitors)],
            "refused": refused,
            "gone": vlb.find_listener(listener.id) is None,
        }
    )
)
