/** The pages of `lbctl help <topic>`. */
export const TOPICS: Readonly<Record<string, { readonly summary: string; readonly text: string }>> =
  {
    'exit-codes': {
      summary: 'exit codes and their meaning',
      text: `Exit codes

  0    success; also nothing to do, or already deleted with --ignore-missing
  1    a bug in lbctl, an unexpected response from the cloud, or an error of the
       cloud that has no other code
  2    usage or validation error; nothing was changed
  3    missing or invalid credentials, or no permission
  4    listener, load balancer or certificate not found
  5    conflict: port in use, quota exceeded, or not possible in this state
  6    unavailable or throttled after all retries; safe to run again
  7    timeout; the change may or may not have been made: check before you retry
  8    some of several changes failed, or a listener was made in part; the output
       shows what stands
  9    diff found changes
  130  interrupted, or a question was answered with no: nothing more was changed

With -o json the error is a JSON document on stderr:
  {"error":{"kind","message","hint","provider","status","code","requestId",
            "violations"}}
`,
    },
    environment: {
      summary: 'environment variables and their precedence',
      text: `Environment

Order of precedence: flags, the profile of --profile or LBCTL_PROFILE, the
environment, the default profile.

  Defaults of the flags of these names:
    LBCTL_PROFILE, LBCTL_PROVIDER, LBCTL_REGION, LBCTL_ENDPOINT,
    LBCTL_OUTPUT, LBCTL_STRICT, LBCTL_NO_INPUT, LBCTL_DEBUG

  NO_COLOR, FORCE_COLOR    when to use colors
  LBCTL_SECRETS_IN         keyring or file: where profile set keeps secrets
  LBCTL_SANDBOX_STATE      state file of the embedded clouds
  VISUAL, EDITOR           editor of lbctl listener edit

  Credentials, and the variables of the vendors' own tools:
    all clouds             LBCTL_ACCESS_KEY, LBCTL_SECRET_KEY,
                           LBCTL_SECURITY_TOKEN
    elb, elbv3             HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK,
                           HUAWEICLOUD_SDK_PROJECT_ID, HW_*, OS_*
    slb                    ALIBABA_CLOUD_ACCESS_KEY_ID,
                           ALIBABA_CLOUD_ACCESS_KEY_SECRET,
                           ALIBABA_CLOUD_SECURITY_TOKEN,
                           ALIBABA_CLOUD_REGION_ID, and older spellings
    octavia                OS_*, and OS_CLOUD with clouds.yaml

Secrets are never flags, and never shown. lbctl profile show lists the source of
each value.
`,
    },
    manifests: {
      summary: 'listeners in files',
      text: `Manifests

A manifest is a YAML or JSON list of listeners, with the fields of
lbctl listener create.

  defaults:
    provider: slb
    loadBalancer: lb-bp1o94dp5i6earr9g6d1l
  listeners:
    - protocol: https
      port: 443
      backend: { port: 8443 }
      bandwidth: unlimited
      tls: { certificate: idkp-123-cn-test-01 }
      stickySession: { mode: insert, timeout: 5m }
      healthCheck: { enabled: on }
      state: running
    - protocol: http
      port: 80
      healthCheck: { enabled: off }
      redirectTo: 443

  lbctl listener validate -f listeners.yaml  offline, for editors and CI
  lbctl listener diff -f listeners.yaml      what apply would change
  lbctl listener apply -f listeners.yaml     apply it; safe to run again
  lbctl listener export --all                a manifest of what exists
  lbctl listener validate --schema           the JSON Schema, for editors
`,
    },
    output: {
      summary: 'formats, columns and queries',
      text: `Output

  -o table   for people; the default on a terminal
  -o tsv     for pipes; the default there: no heading, tabs between columns
  -o json    a single document on stdout; an empty list is []
  -o yaml    the same as YAML
  -o id      the ref of each listener, one per line

  --columns ref,name,status        columns of table and tsv: any field
  --headers                        tsv with a line of headings
  --query "[?status=='running'].ref"
                                   JMESPath over the JSON

Warnings, progress and status messages go to stderr; --quiet silences the latter
two.
Durations are seconds in JSON and have units elsewhere; times are ISO 8601, on a
terminal with their age.
`,
    },
  };
