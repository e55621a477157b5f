/**
 * The sandbox's one account on each cloud. Published on purpose: whoever runs a sandbox must be
 * able to point any client at it, and nothing outside the sandbox knows these values.
 */
export const SANDBOX_CREDENTIALS = {
  elb: {
    accessKey: 'SANDBOXELBACCESSKEY0',
    secretKey: 'sandbox-elb-secret-key-of-no-real-account',
    projectId: '55300f3c8f764c06b1a32e2302edc305',
    projectName: 'eu-de',
    region: 'eu-de',
    username: 'sandbox',
    userId: '5a4d80b05a4d80b05a4d80b05a4d80b0',
    password: 'sandbox-password',
    domainName: 'SANDBOX00000000001',
    domainId: 'd0d0d0d05a4d80b05a4d80b0d0d0d0d0',
  },
  slb: {
    accessKey: 'SANDBOXSLBACCESSKEY0',
    secretKey: 'sandbox-slb-secret-key-of-no-real-account',
    region: 'cn-hangzhou',
  },
} as const;
