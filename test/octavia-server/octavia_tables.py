"""Octavia's tables in SQLite, from its own models: its migrations alter constraints, which SQLite
cannot. `octavia-db-manage stamp head` marks them as migrated."""
import sys

from octavia.common import config, constants
from octavia.db import api, base_models, models

config.init(['--config-file', sys.argv[1]])
base_models.BASE.metadata.create_all(api.get_engine())

NAMES = {
    models.ProvisioningStatus: constants.SUPPORTED_PROVISIONING_STATUSES,
    models.OperatingStatus: constants.SUPPORTED_OPERATING_STATUSES,
    models.Protocol: constants.SUPPORTED_PROTOCOLS,
    models.Algorithm: constants.SUPPORTED_LB_ALGORITHMS,
    models.SessionPersistenceType: constants.SUPPORTED_SP_TYPES,
    models.HealthMonitorType: constants.SUPPORTED_HEALTH_MONITOR_TYPES,
    models.L7PolicyAction: constants.SUPPORTED_L7POLICY_ACTIONS,
    models.L7RuleType: constants.SUPPORTED_L7RULE_TYPES,
    models.L7RuleCompareType: constants.SUPPORTED_L7RULE_COMPARE_TYPES,
    models.AmphoraRoles: constants.SUPPORTED_AMPHORA_ROLES,
    models.LBTopology: constants.SUPPORTED_LB_TOPOLOGIES,
    models.VRRPAuthMethod: constants.SUPPORTED_VRRP_AUTH,
    models.ClientAuthenticationMode: constants.SUPPORTED_CLIENT_AUTH_MODES,
}
NIL, GONE, PLACEHOLDER = constants.NIL_UUID, constants.DELETED, 'DELETED-PLACEHOLDER'

session = api.get_session()
with session.begin():
    for model, names in NAMES.items():
        session.add_all(model(name=name) for name in names)
    session.add(models.FlavorProfile(id=NIL, name=PLACEHOLDER, provider_name=GONE, flavor_data='{}'))
    session.add(models.AvailabilityZoneProfile(id=NIL, name=PLACEHOLDER, provider_name=GONE, availability_zone_data='{}'))
    session.flush()
    session.add(models.Flavor(id=NIL, flavor_profile_id=NIL, name=PLACEHOLDER, enabled=False, description=''))
    session.add(models.AvailabilityZone(availability_zone_profile_id=NIL, name=NIL, enabled=False, description=''))
