import { type AuthMethod, CREDENTIAL_PROCESS, TOKEN } from '../auth.ts';
import { settingTable } from '../settings.ts';

/** Variables of OpenStack's own tools. */
export const SETTINGS = settingTable(
  {
    region: ['OS_REGION_NAME', 'OS_REGION'],
    endpoint: ['OS_LOAD_BALANCER_ENDPOINT_OVERRIDE', 'OS_ENDPOINT_OVERRIDE'],
    caFile: ['OS_CACERT', 'SSL_CERT_FILE'],
    token: ['OS_TOKEN', 'OS_AUTH_TOKEN', 'OS_TOKEN_ID'],
    credentialProcess: [],
    applicationCredentialId: ['OS_APPLICATION_CREDENTIAL_ID'],
    applicationCredentialName: ['OS_APPLICATION_CREDENTIAL_NAME'],
    applicationCredentialSecret: ['OS_APPLICATION_CREDENTIAL_SECRET'],
    username: ['OS_USERNAME'],
    userId: ['OS_USER_ID', 'OS_USERID'],
    password: ['OS_PASSWORD'],
    userDomainName: ['OS_USER_DOMAIN_NAME', 'OS_DOMAIN_NAME'],
    userDomainId: ['OS_USER_DOMAIN_ID', 'OS_DOMAIN_ID', 'OS_DEFAULT_DOMAIN'],
    authUrl: ['OS_AUTH_URL'],
    projectId: ['OS_PROJECT_ID', 'OS_TENANT_ID'],
    projectName: ['OS_PROJECT_NAME', 'OS_TENANT_NAME'],
    projectDomainName: ['OS_PROJECT_DOMAIN_NAME'],
    projectDomainId: ['OS_PROJECT_DOMAIN_ID'],
  },
  {
    interface: {
      label: 'interface of the endpoint',
      values: ['public', 'internal', 'admin'],
      variables: ['OS_INTERFACE', 'OS_ENDPOINT_TYPE'],
    },
    cloud: { label: 'entry of clouds.yaml', variables: [] },
  },
);

/** An application credential is narrower than its user's password, so it is used first. */
export const METHODS: readonly AuthMethod[] = [
  TOKEN,
  CREDENTIAL_PROCESS,
  {
    kind: 'login',
    title: 'application credential',
    needs: ['applicationCredentialId', 'applicationCredentialSecret'],
    also: ['authUrl'],
  },
  {
    kind: 'login',
    title: 'application credential by name',
    needs: ['applicationCredentialName', 'applicationCredentialSecret', 'username'],
    also: ['userDomainName', 'authUrl'],
  },
  {
    kind: 'login',
    title: 'user name and password',
    needs: ['username', 'password'],
    also: ['userDomainName', 'projectName', 'authUrl'],
  },
  {
    kind: 'login',
    title: 'user id and password',
    needs: ['userId', 'password'],
    also: ['projectName', 'authUrl'],
  },
];
