import { ACCESS_KEY, type AuthMethod, CREDENTIAL_PROCESS } from '../auth.ts';
import { settingTable } from '../settings.ts';

const both = (name: string): readonly string[] => [
  `ALIBABA_CLOUD_${name}`,
  `ALIBABACLOUD_${name}`,
  `ALICLOUD_${name}`,
];

/** The names that the vendor's CLI, its SDKs and its Terraform provider read, old ones last. */
export const SETTINGS = settingTable(
  {
    region: [...both('REGION_ID'), 'ALICLOUD_REGION', 'REGION_ID'],
    endpoint: ['ALIBABA_CLOUD_ENDPOINT'],
    caFile: ['SSL_CERT_FILE'],
    accessKey: [...both('ACCESS_KEY_ID'), 'ALICLOUD_ACCESS_KEY', 'ACCESS_KEY_ID'],
    secretKey: [...both('ACCESS_KEY_SECRET'), 'ALICLOUD_SECRET_KEY', 'ACCESS_KEY_SECRET'],
    securityToken: [...both('SECURITY_TOKEN'), 'SECURITY_TOKEN'],
    credentialProcess: [],
  },
  {
    ramRoleArn: {
      label: 'RAM role to take on (ARN)',
      identity: 'qualifier',
      variables: both('ROLE_ARN'),
    },
    roleSessionName: {
      label: 'session name of the RAM role',
      identity: 'qualifier',
      variables: both('ROLE_SESSION_NAME'),
    },
    externalId: {
      label: 'external id for the RAM role',
      identity: 'qualifier',
      variables: ['ALIBABA_CLOUD_EXTERNAL_ID'],
    },
    stsEndpoint: {
      label: 'host of the token service',
      identity: 'qualifier',
      variables: ['ALIBABA_CLOUD_STS_ENDPOINT'],
    },
    oidcProviderArn: {
      label: 'OIDC provider (ARN)',
      identity: 'credential',
      variables: both('OIDC_PROVIDER_ARN'),
    },
    oidcTokenFile: {
      label: 'file with the OIDC token',
      identity: 'credential',
      variables: both('OIDC_TOKEN_FILE'),
    },
    ecsRamRole: {
      label: 'RAM role of this ECS instance; auto asks the instance for its name',
      identity: 'credential',
      variables: ['ALIBABA_CLOUD_ECS_METADATA'],
    },
    credentialsUri: {
      label: 'address that answers with credentials',
      masked: true,
      identity: 'credential',
      variables: ['ALIBABA_CLOUD_CREDENTIALS_URI'],
    },
    aliyunProfile: { label: 'profile of the aliyun CLI', variables: [] },
  },
);

/** In the order of the vendor's SDKs: keys, OIDC, the instance, an address. */
export const MODES: readonly AuthMethod[] = [
  {
    kind: 'role',
    title: 'RAM role, taken on with an access key',
    needs: ['accessKey', 'secretKey', 'ramRoleArn'],
    // Where a cluster hands in an OIDC role, keys that somebody set beside it are meant as they are.
    unless: ['oidcProviderArn'],
    also: ['securityToken', 'roleSessionName', 'externalId'],
  },
  ACCESS_KEY,
  {
    kind: 'role',
    title: 'RAM role, by OIDC',
    needs: ['ramRoleArn', 'oidcProviderArn', 'oidcTokenFile'],
    also: ['roleSessionName'],
  },
  { kind: 'role', title: 'RAM role of this ECS instance', needs: ['ecsRamRole'] },
  { kind: 'role', title: 'credentials address', needs: ['credentialsUri'] },
  CREDENTIAL_PROCESS,
];
