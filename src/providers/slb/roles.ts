import type { Credentials, RoleCredentials } from '../auth.ts';
import type { Settings } from '../settings.ts';

const TIMEOUT_MS = 10_000;

const SESSION_NAME = 'lbctl';

/**
 * RAM roles through the vendor's library, always with an explicit configuration: its own search
 * prints malformed configuration files, secrets included, and contacts undocumented addresses.
 */
export const roles: RoleCredentials = {
  library: '@alicloud/credentials',
  async fetch(library, settings) {
    const client: unknown = new (constructorOf(library))(configuration(settings));
    const model: unknown = await callMethod(client, 'getCredential');
    return readCredentials(model);
  },
  failure(error) {
    const message = error instanceof Error ? error.message : '';
    if (/ENOENT|EACCES|session duration/.test(message)) return { what: 'misconfigured' };
    const code = /"?Code"?\s*[:=]\s*"?([A-Za-z][A-Za-z.]{2,60})/.exec(message)?.[1];
    if (code !== undefined && code !== 'Success') {
      const isOutage = /^(Internal|ServiceUnavailable|Throttling)/.test(code);
      return { what: isOutage ? 'unreachable' : 'refused', code };
    }
    const status = /(?:httpStatus: |failed with |failed: .* )(\d{3})\b/.exec(message)?.[1];
    if (status?.startsWith('4')) return { what: 'refused' };
    return { what: UNEXPECTED.test(message) ? 'unexpected' : 'unreachable' };
  },
};

/** An answer with success as its status, and no credentials. */
const UNEXPECTED =
  /unmarshal|json parse|to get credentials|retrieving|contains no access key|not Success/;

function configuration(settings: Settings): Record<string, unknown> {
  const { accessKey, secretKey, securityToken } = settings;
  const seconds = Number(settings['roleSessionSeconds'] ?? 0);
  const limits = { timeout: TIMEOUT_MS, connectTimeout: TIMEOUT_MS };
  const role = {
    ...limits,
    roleArn: settings['ramRoleArn'],
    roleSessionName: settings['roleSessionName'] ?? SESSION_NAME,
    ...present('stsEndpoint', settings['stsEndpoint']),
    ...(seconds > 0 ? { roleSessionExpiration: seconds } : {}),
  };
  if (settings['oidcProviderArn'] !== undefined) {
    return {
      ...role,
      type: 'oidc_role_arn',
      oidcProviderArn: settings['oidcProviderArn'],
      oidcTokenFilePath: settings['oidcTokenFile'],
    };
  }
  if (settings['ramRoleArn'] !== undefined) {
    return {
      ...role,
      type: 'ram_role_arn',
      accessKeyId: accessKey,
      accessKeySecret: secretKey,
      ...present('securityToken', securityToken),
      ...present('externalId', settings['externalId']),
    };
  }
  if (settings['credentialsUri'] !== undefined) {
    return { ...limits, type: 'credentials_uri', credentialsURI: settings['credentialsUri'] };
  }
  const name = settings['ecsRamRole'];
  return {
    ...limits,
    type: 'ecs_ram_role',
    ...(name === 'auto' ? {} : present('roleName', name)),
    disableIMDSv1: false,
  };
}

function present(name: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: value };
}

/** The package is CommonJS with a `default`; an import wraps it once or twice. */
function constructorOf(library: unknown): new (configuration: unknown) => unknown {
  for (let candidate = library, depth = 0; depth < 3; depth += 1) {
    if (isConstructor(candidate)) return candidate;
    candidate = property(candidate, 'default');
  }
  throw new TypeError('the library has no client');
}

function isConstructor(value: unknown): value is new (configuration: unknown) => unknown {
  return typeof value === 'function';
}

async function callMethod(object: unknown, name: string): Promise<unknown> {
  const method = property(object, name);
  if (typeof method !== 'function') throw new TypeError(`the library has no method ${name}`);
  return Reflect.apply(method, object, []);
}

function readCredentials(model: unknown): Credentials {
  const accessKey = property(model, 'accessKeyId');
  const secretKey = property(model, 'accessKeySecret');
  const securityToken = property(model, 'securityToken');
  if (typeof accessKey !== 'string' || typeof secretKey !== 'string') {
    throw new TypeError('the response contains no access key');
  }
  return {
    kind: 'access-key',
    accessKey,
    secretKey,
    ...(typeof securityToken === 'string' && securityToken !== '' ? { securityToken } : {}),
  };
}

function property(value: unknown, key: string): unknown {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
    ? Reflect.get(value, key)
    : undefined;
}
