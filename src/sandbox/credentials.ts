const HUAWEI = {
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
} as const;

/**
 * The sandbox's one account on each cloud. Published on purpose: any client must be able to use a
 * sandbox, and nothing outside the sandbox accepts these values.
 */
export const SANDBOX_CREDENTIALS = {
  elb: HUAWEI,
  elbv3: HUAWEI,
  octavia: {
    // Issued by the sandbox's Keystone, valid until 2100.
    token:
      'eyJwcm9qZWN0IjoiNTUzMDBmM2M4Zjc2NGMwNmIxYTMyZTIzMDJlZGMzMDUiLCJleHBpcmVzIjo0MTAyNDQ0ODAwMDAwfQ.3AZ_Owhl-4EfWAI7I7-K7YlD148V3Nzgw0xUnjfLFnI',
    projectId: HUAWEI.projectId,
    region: HUAWEI.region,
  },
  slb: {
    accessKey: 'SANDBOXSLBACCESSKEY0',
    secretKey: 'sandbox-slb-secret-key-of-no-real-account',
    region: 'cn-hangzhou',
  },
} as const;

type Account = Readonly<
  Partial<Record<'accessKey' | 'secretKey' | 'token' | 'projectId', string>>
> & { readonly region: string };

/** Credentials for a cloud; undefined when it is not embedded. */
export function sandboxAccount(cloud: string): Account | undefined {
  const accounts: Readonly<Record<string, Account>> = SANDBOX_CREDENTIALS;
  const account = Object.hasOwn(accounts, cloud) ? accounts[cloud] : undefined;
  if (account === undefined) return undefined;
  const { accessKey, secretKey, token, region, projectId } = account;
  const all = { accessKey, secretKey, token, region, projectId };
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined),
  ) as unknown as Account;
}

/** Environment variables that the official tools of both clouds, and lbctl itself, read. */
export function sandboxEnvironment(url: string): Readonly<Record<string, string>> {
  const { elb, slb } = SANDBOX_CREDENTIALS;
  return {
    LBCTL_ENDPOINT: url,
    HUAWEICLOUD_SDK_AK: elb.accessKey,
    HUAWEICLOUD_SDK_SK: elb.secretKey,
    HUAWEICLOUD_SDK_PROJECT_ID: elb.projectId,
    OS_AUTH_URL: `${url}/v3`,
    OS_IDENTITY_API_VERSION: '3',
    OS_USERNAME: elb.username,
    OS_PASSWORD: elb.password,
    OS_USER_DOMAIN_NAME: elb.domainName,
    OS_PROJECT_NAME: elb.projectName,
    OS_PROJECT_DOMAIN_NAME: elb.domainName,
    OS_REGION_NAME: elb.region,
    ALIBABA_CLOUD_ACCESS_KEY_ID: slb.accessKey,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: slb.secretKey,
    ALIBABA_CLOUD_REGION_ID: slb.region,
  };
}
