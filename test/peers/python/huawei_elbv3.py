"""Huawei Cloud's SDK of ELB v3, through the life of a listener, its pool and its health monitor.

Prints what the answers say, as JSON. The endpoint and the credentials are in the environment.
"""

import json
from os import environ

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkelb.v3 import (
    CreateHealthMonitorOption,
    CreateHealthMonitorRequest,
    CreateHealthMonitorRequestBody,
    CreateListenerOption,
    CreateListenerRequest,
    CreateListenerRequestBody,
    CreatePoolOption,
    CreatePoolRequest,
    CreatePoolRequestBody,
    CreatePoolSessionPersistenceOption,
    DeleteHealthMonitorRequest,
    DeleteListenerRequest,
    DeletePoolRequest,
    ElbClient,
    ListHealthMonitorsRequest,
    ListenerInsertHeaders,
    ListListenersRequest,
    ListPoolsRequest,
    ShowHealthMonitorRequest,
    ShowListenerRequest,
    ShowLoadBalancerStatusRequest,
    ShowPoolRequest,
    UpdateHealthMonitorOption,
    UpdateHealthMonitorRequest,
    UpdateHealthMonitorRequestBody,
    UpdateListenerOption,
    UpdateListenerRequest,
    UpdateListenerRequestBody,
    UpdatePoolOption,
    UpdatePoolRequest,
    UpdatePoolRequestBody,
)

BALANCER = environ["BALANCER"]
CERTIFICATE = environ["CERTIFICATE"]
credentials = BasicCredentials(
    environ["HUAWEICLOUD_SDK_AK"],
    environ["HUAWEICLOUD_SDK_SK"],
    environ["HUAWEICLOUD_SDK_PROJECT_ID"],
)
client = (
    ElbClient.new_builder()
    .with_credentials(credentials)
    .with_endpoints([environ["LBCTL_ENDPOINT"]])
    .build()
)


def refusal(call, request):
    """The code and the status of a request that is refused."""
    try:
        call(request)
    except ClientRequestException as error:
        return [error.status_code, error.error_code, bool(error.request_id)]
    return None


def create_listener():
    option = CreateListenerOption(
        loadbalancer_id=BALANCER,
        protocol="HTTPS",
        protocol_port=443,
        name="by-sdk",
        default_tls_container_ref=CERTIFICATE,
        client_timeout=30,
        insert_headers=ListenerInsertHeaders(x_forwarded_port=True),
    )
    return CreateListenerRequest(body=CreateListenerRequestBody(listener=option))


listener = client.create_listener(create_listener()).listener
pool = client.create_pool(
    CreatePoolRequest(
        body=CreatePoolRequestBody(
            pool=CreatePoolOption(
                listener_id=listener.id,
                protocol="HTTP",
                lb_algorithm="ROUND_ROBIN",
                session_persistence=CreatePoolSessionPersistenceOption(type="HTTP_COOKIE"),
            )
        )
    )
).pool
monitor = client.create_health_monitor(
    CreateHealthMonitorRequest(
        body=CreateHealthMonitorRequestBody(
            healthmonitor=CreateHealthMonitorOption(
                pool_id=pool.id, type="HTTP", delay=5, timeout=3, max_retries=3
            )
        )
    )
).healthmonitor

client.update_listener(
    UpdateListenerRequest(
        listener_id=listener.id,
        body=UpdateListenerRequestBody(
            listener=UpdateListenerOption(name="renamed", http2_enable=True)
        ),
    )
)
client.update_pool(
    UpdatePoolRequest(
        pool_id=pool.id,
        body=UpdatePoolRequestBody(pool=UpdatePoolOption(lb_algorithm="LEAST_CONNECTIONS")),
    )
)
client.update_health_monitor(
    UpdateHealthMonitorRequest(
        healthmonitor_id=monitor.id,
        body=UpdateHealthMonitorRequestBody(healthmonitor=UpdateHealthMonitorOption(delay=10)),
    )
)

shown = client.show_listener(ShowListenerRequest(listener_id=listener.id)).listener
shown_pool = client.show_pool(ShowPoolRequest(pool_id=pool.id)).pool
shown_monitor = client.show_health_monitor(
    ShowHealthMonitorRequest(healthmonitor_id=monitor.id)
).healthmonitor
listeners = client.list_listeners(
    ListListenersRequest(
        limit=5,
        loadbalancer_id=[BALANCER],
        protocol=["TCP", "HTTPS"],
        protocol_port=[443, 80],
        id=[listener.id, BALANCER],
    )
)
pools = client.list_pools(ListPoolsRequest(listener_id=[listener.id]))
monitors = client.list_health_monitors(ListHealthMonitorsRequest(id=[monitor.id]))
tree = client.show_load_balancer_status(
    ShowLoadBalancerStatusRequest(loadbalancer_id=BALANCER)
).statuses.loadbalancer

again = refusal(client.create_listener, create_listener())
in_use = refusal(client.delete_pool, DeletePoolRequest(pool_id=pool.id))
deletes = [
    client.delete_health_monitor(DeleteHealthMonitorRequest(healthmonitor_id=monitor.id)),
    client.delete_pool(DeletePoolRequest(pool_id=pool.id)),
    client.delete_listener(DeleteListenerRequest(listener_id=listener.id)),
]

print(
    json.dumps(
        {
            "created": [listener.name, pool.listeners[0].id == listener.id, monitor.type],
            "listener": {
                "name": shown.name,
                "protocol": shown.protocol,
                "protocol_port": shown.protocol_port,
                "http2_enable": shown.http2_enable,
                "client_timeout": shown.client_timeout,
                "forwards_port": shown.insert_headers.x_forwarded_port,
                "has_pool": shown.default_pool_id == pool.id,
            },
            "pool": {
                "lb_algorithm": shown_pool.lb_algorithm,
                "sticky": shown_pool.session_persistence.type,
                "has_monitor": shown_pool.healthmonitor_id == monitor.id,
            },
            "monitor": {
                "delay": shown_monitor.delay,
                "expected_codes": shown_monitor.expected_codes,
                "has_pool": shown_monitor.pools[0].id == pool.id,
            },
            "lists": [
                len(listeners.listeners),
                listeners.page_info.current_count,
                len(pools.pools),
                len(monitors.healthmonitors),
            ],
            "tree": [
                tree.provisioning_status,
                tree.listeners[0].operating_status,
                tree.listeners[0].pools[0].healthmonitor.type,
            ],
            "refused": [again, in_use],
            "deleted": [answer.status_code for answer in deletes],
            "gone": refusal(client.show_listener, ShowListenerRequest(listener_id=listener.id)),
        }
    )
)
