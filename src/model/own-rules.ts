/** Rules of lbctl itself, about what it reads rather than about a parameter of a cloud. */
export const OWN_RULES = {
  'manifest/syntax': 'A manifest is YAML or JSON, and its listeners are a list.',
  'manifest/shape':
    'A listener is an object; a group, such as backend, is an object of its fields.',
  'manifest/value':
    'provider, profile and region are texts; state is running or stopped; acceptWarnings lists ids of rules.',
  'manifest/unknown-key':
    'A key of a manifest is listeners or defaults, one of a listener a field: lbctl explain --list shows them.',
  'manifest/not-edited':
    'listener edit changes the settings of one listener; another port takes another listener.',
  'manifest/provider': 'Each listener has a provider, or a profile that names one.',
  'manifest/state': 'Only clouds whose listeners can be started and stopped have a state.',
  'manifest/left-behind': 'What a change leaves behind on the cloud is named.',
  'manifest/in-use': 'A listener that something else needs is not replaced.',
  'manifest/servers-left-behind':
    'A listener is not replaced by one whose backend group would lack its servers.',
  'manifest/port-taken': 'Two listeners of one load balancer do not share a port.',
  'manifest/redirect-target-missing': 'A redirect goes to the port of an HTTPS listener.',
  'manifest/needs-replace':
    'What cannot be changed in place is deleted and created again, with --allow-replace only.',
  'copy/loss': 'A setting that the target does not have is left out with --allow-loss only.',
  'copy/protocol':
    'A listener of a protocol that the target does not have is left behind with --allow-loss only.',
  'copy/port-taken':
    'A copy changes no listener that stands on its port, except for a copy that was made before.',
  'copy/port-ranges': 'A listener with port ranges is left behind with --allow-loss only.',
} as const;

export type OwnRule = keyof typeof OWN_RULES;

/** The same on each cloud; their ids begin with the cloud's. */
export const RULES_OF_CLOUDS = {
  'from-file': 'The body of --from-file has the form and the parameters of the API reference.',
  'preflight-refused': 'The account may not read the load balancer, so its rules are not checked.',
  'answer-differs': 'The answer of the cloud shows other values than those that were sent.',
} as const;

/** The source that messages of these rules name. */
export const OWN_SOURCE = 'the listener model of lbctl';
