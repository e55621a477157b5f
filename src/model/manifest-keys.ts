/** The keys of a listener in a manifest that are no fields of it. */
export const MANIFEST_KEYS = {
  provider: { summary: 'cloud provider', values: 'a provider, such as slb' },
  profile: {
    summary: 'profile to use, which also gives the cloud provider',
    values: 'the name of a profile, or a built-in one such as sandbox-slb',
  },
  region: {
    summary: 'region of the load balancer (default: region of the profile)',
    values: 'a region, such as cn-hangzhou',
  },
  state: {
    summary: 'whether the listener runs; by default unchanged, and stopped for new ones on slb',
    values: 'running, stopped',
  },
  acceptWarnings: {
    summary: 'rules whose warnings are known and not shown for this listener, also with --strict',
    values: 'a list of rule ids, such as slb/allow-list-risk',
  },
} as const;

export type ManifestKey = keyof typeof MANIFEST_KEYS;
