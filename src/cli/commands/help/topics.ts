/** Pages that belong to no single command: `lbctl help <topic>`. */
export const TOPICS: Readonly<Record<string, { readonly summary: string; readonly text: string }>> =
  {
    'exit-codes': {
      summary: 'exit codes and their meaning',
      text: `Exit codes

  0    done; also: nothing to do, gone already with --ignore-missing
  1    a bug in lbctl, an answer of the cloud that is not understood, or a refusal of its
       own that no rule foresaw
  2    usage or validation; nothing was sent that changes anything
  3    credentials or permission
  4    there is no such listener, load balancer or certificate
  5    conflict: the port is taken, the quota is used up, the state refuses
  6    unavailable or throttled after all retries; safe to run again
  7    timed out, or it is not known whether the change was made; look first
  8    some of many failed; the report says which
  9    diff found differences
  130  interrupted

With -o json the error is one JSON document on stderr:
  {"error":{"kind","message","hint","provider","status","code","requestId","violations"}}
`,
    },
    environment: {
      summary: 'environment variables and their precedence',
      text: `Environment

What is explicit wins: flags, then a profile that was asked for (--profile, LBCTL_PROFILE), then
the environment, then the default profile.

  LBCTL_PROFILE, LBCTL_PROVIDER, LBCTL_REGION, LBCTL_ENDPOINT   like the flags of those names
  LBCTL_OUTPUT, LBCTL_STRICT, LBCTL_NO_INPUT, LBCTL_DEBUG       like the flags of those names
  NO_COLOR, FORCE_COLOR                                         colour
  LBCTL_SANDBOX_STATE                                           file of the embedded clouds
  LBCTL_ACCESS_KEY, LBCTL_SECRET_KEY, LBCTL_SECURITY_TOKEN      credentials for either cloud

elb also reads HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK, HUAWEICLOUD_SDK_PROJECT_ID, HW_* and OS_*;
slb also reads ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET,
ALIBABA_CLOUD_SECURITY_TOKEN, ALIBABA_CLOUD_REGION_ID and their older spellings.
Secrets are never flags, and never shown. lbctl profile show says where each value came from.
`,
    },
    manifests: {
      summary: 'listeners in files',
      text: `Manifests

A manifest is YAML or JSON: a list of listeners in the vocabulary of lbctl listener create.

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

  lbctl listener validate -f listeners.yaml     offline, for editors and CI
  lbctl listener diff -f listeners.yaml         what apply would do; exit code 9 when anything
  lbctl listener apply -f listeners.yaml        do it; run again after anything went wrong
  lbctl listener export --all                   a manifest of what there is
  lbctl listener validate --schema              the JSON Schema, for editors
`,
    },
    output: {
      summary: 'formats, columns and queries',
      text: `Output

  -o table   for people; the default on a terminal
  -o tsv     for pipes; the default there: no heading, tabs between columns
  -o json    one document on stdout and nothing else; an empty list is []
  -o yaml    the same
  -o id      the ref of each listener, one a line

  --columns ref,name,status        columns of table and tsv; any field is a column
  --query "[?status=='running'].ref"   JMESPath over the JSON

Warnings, progress and "created ..." lines go to stderr; --quiet silences the latter two.
Durations are seconds in JSON and take units everywhere else; times are ISO 8601 in data.
`,
    },
  };
