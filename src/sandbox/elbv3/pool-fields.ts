import type { Fields } from './body.ts';
import { boolean, integer, oneOf, onlyTrue, record, text } from './values.ts';

/** What both clouds of this API have: Open Telekom Cloud's page and Huawei's SDK. */
export const POOL_FIELDS: Fields = {
  protocol: {
    check: oneOf('TCP', 'UDP', 'HTTP', 'HTTPS', 'QUIC', 'TLS', 'GRPC', 'IP'),
    createOnly: true,
    required: true,
  },
  listener_id: { check: text(1, 36), createOnly: true },
  loadbalancer_id: { check: text(1, 36), createOnly: true },
  project_id: { check: text(32, 32), createOnly: true },
  ip_version: { check: oneOf('v4', 'dualstack'), createOnly: true },
  enterprise_project_id: { check: text(1, 36), createOnly: true },
  lb_algorithm: {
    check: oneOf(
      ...['ROUND_ROBIN', 'LEAST_CONNECTIONS', 'SOURCE_IP', 'QUIC_CID'],
      ...['2_TUPLE_HASH', '3_TUPLE_HASH', '5_TUPLE_HASH'],
    ),
  },
  name: { check: text(0, 255) },
  description: { check: text(0, 255) },
  admin_state_up: { check: onlyTrue },
  type: { check: oneOf('', 'instance', 'ip') },
  vpc_id: { check: text(0, 36) },
  session_persistence: {
    check: record({
      type: oneOf('SOURCE_IP', 'HTTP_COOKIE', 'APP_COOKIE'),
      cookie_name: text(0, 1024, /^[A-Za-z0-9_.-]*$/),
      persistence_timeout: integer(1, 1440),
    }),
    nullable: true,
  },
  slow_start: {
    check: record({ enable: boolean, duration: integer(30, 1200) }),
    nullable: true,
  },
  connection_drain: { check: record({ enable: boolean, timeout: integer(10, 4000) }) },
  any_port_enable: { check: boolean },
  member_deletion_protection_enable: { check: boolean },
  protection_status: { check: oneOf('nonProtection', 'consoleProtection') },
  protection_reason: { check: text(0, 255, /^[^<>]*$/) },
  public_border_group: { check: text(1, 36) },
  pool_health: { check: record({ minimum_healthy_member_count: integer(0, 1) }) },
};
