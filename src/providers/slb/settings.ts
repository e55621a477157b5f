import { ACCESS_KEY, type AuthMethod, CREDENTIAL_PROCESS } from '../auth.ts';
import { settingTable } from '../settings.ts';

const prefixed = (name: string): readonly string[] => [
  `ALIBABA_CLOUD_${name}`,
  `ALIBABACLOUD_${name}`,
  `ALICLOUD_${name}`,
];

/** Variables of the vendor's CLI, SDKs and Terraform provider, old names last. */
export const SETTINGS = settingTable(
  {
    region: [...prefixed('REGION_ID'), 'ALICLOUD_REGION', 'REGION_ID'],
    endpoint: ['ALIBABA_CLOUD_ENDPOINT'],
    caFile: ['SSL_CERT_FILE'],
    accessKey: [...prefixed('ACCESS_KEY_ID'), 'ALICLOUD_ACCESS_KEY', 'ACCESS_KEY_ID'],
    secretKey: [...prefixed('ACCESS_KEY_SECRET'), 'ALICLOUD_SECRET_KEY', 'ACCESS_KEY_SECRET'],
    securityToken: [...prefixed('SECURITY_TOKEN'), 'SECURITY_TOKEN'],
    credentialProcess: [],
  },
  {
    ramRoleArn: {
      label: 'RAM role to assume (ARN)',
      identity: 'qualifier',
      variables: prefixed('ROLE_ARN'),
    },
    roleSessionName: {
      label: 'session name of the RAM role',
      identity: 'qualifier',
      variables: prefixed('ROLE_SESSION_NAME'),
    },
    roleSessionSeconds: {
      // As AssumeRole takes DurationSeconds.
      range: [900, 43_200],
      label: 'seconds that the credentials of the RAM role are valid for',
      identity: 'qualifier',
      variables: [],
    },
    externalId: {
      label: 'external id for the RAM role',
      identity: 'qualifier',
      variables: ['ALIBABA_CLOUD_EXTERNAL_ID'],
    },
    endpointType: {
      label: 'type of the endpoint; vpc is the private network',
      values: ['public', 'vpc'],
      variables: ['ALIBABA_CLOUD_ENDPOINT_TYPE'],
    },
    stsEndpoint: {
      label: 'host of the token service',
      identity: 'qualifier',
      variables: ['ALIBABA_CLOUD_STS_ENDPOINT'],
    },
    oidcProviderArn: {
      label: 'OIDC provider (ARN)',
      identity: 'credential',
      variables: prefixed('OIDC_PROVIDER_ARN'),
    },
    oidcTokenFile: {
      file: true,
      label: 'file with the OIDC token',
      identity: 'credential',
      variables: prefixed('OIDC_TOKEN_FILE'),
    },
    ecsRamRole: {
      label: 'RAM role of this ECS instance; auto reads its name from the instance',
      identity: 'credential',
      variables: ['ALIBABA_CLOUD_ECS_METADATA'],
    },
    credentialsUri: {
      label: 'URL that returns credentials',
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
    title: 'RAM role, assumed with an access key',
    needs: ['accessKey', 'secretKey', 'ramRoleArn'],
    // In a cluster with an OIDC role, explicit keys are used as they are.
    unless: ['oidcProviderArn'],
    also: ['securityToken', 'roleSessionName', 'roleSessionSeconds', 'externalId'],
  },
  ACCESS_KEY,
  {
    kind: 'role',
    title: 'RAM role, assumed with an OIDC token',
    needs: ['ramRoleArn', 'oidcProviderArn', 'oidcTokenFile'],
    also: ['roleSessionName', 'roleSessionSeconds'],
  },
  { kind: 'role', title: 'RAM role of this ECS instance', needs: ['ecsRamRole'] },
  { kind: 'role', title: 'credentials URL', needs: ['credentialsUri'] },
  CREDENTIAL_PROCESS,
];
