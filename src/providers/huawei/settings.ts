import { ACCESS_KEY, type AuthMethod, CREDENTIAL_PROCESS, TOKEN } from '../auth.ts';
import { settingTable } from '../settings.ts';

/** Variables of OpenStack's tools, the vendor's SDKs and its Terraform providers. */
export const SETTINGS = settingTable(
  {
    region: ['HW_REGION_NAME', 'OS_REGION_NAME', 'OS_REGION'],
    endpoint: [],
    caFile: ['OS_CACERT', 'SSL_CERT_FILE'],
    accessKey: ['HUAWEICLOUD_SDK_AK', 'HW_ACCESS_KEY', 'OS_ACCESS_KEY'],
    secretKey: ['HUAWEICLOUD_SDK_SK', 'HW_SECRET_KEY', 'OS_SECRET_KEY'],
    securityToken: ['HUAWEICLOUD_SDK_SECURITY_TOKEN', 'HW_SECURITY_TOKEN'],
    token: ['OS_TOKEN', 'OS_AUTH_TOKEN', 'OS_TOKEN_ID'],
    credentialProcess: [],
    username: ['OS_USERNAME'],
    userId: ['OS_USER_ID', 'OS_USERID'],
    password: ['OS_PASSWORD'],
    userDomainName: ['OS_USER_DOMAIN_NAME', 'OS_DOMAIN_NAME'],
    userDomainId: ['OS_USER_DOMAIN_ID'],
    authUrl: ['OS_AUTH_URL'],
    projectId: ['HUAWEICLOUD_SDK_PROJECT_ID', 'OS_PROJECT_ID', 'OS_TENANT_ID'],
    projectName: ['HW_PROJECT_NAME', 'OS_PROJECT_NAME', 'OS_TENANT_NAME'],
    projectDomainName: ['OS_PROJECT_DOMAIN_NAME'],
    projectDomainId: ['OS_PROJECT_DOMAIN_ID'],
  },
  { cloud: { label: 'entry of clouds.yaml', variables: [] } },
);

/** In the order of the vendor's Terraform provider: token, keys, password. */
export const MODES: readonly AuthMethod[] = [
  TOKEN,
  ACCESS_KEY,
  CREDENTIAL_PROCESS,
  {
    kind: 'login',
    title: 'user name and password',
    needs: ['username', 'password'],
    also: ['userDomainName', 'projectName', 'authUrl'],
  },
  { kind: 'login', title: 'user id and password', needs: ['userId', 'password'] },
];
