import { type ChildProcess, spawn } from 'node:child_process';
import type { Deps } from '../../deps.ts';
import { Failure } from '../../failure.ts';
import type { Credentials } from '../../providers/auth.ts';

/** Credentials are a few hundred bytes. */
const MAX_OUTPUT = 1024 * 1024;

/**
 * Runs the command that prints credentials: `AccessKeyId`, `SecretAccessKey`, `SessionToken` and
 * `Expiration` as other tools' credential processes do, the names of the aliyun CLI's external
 * mode, or lbctl's own. What it prints is never shown, on neither stream: it may be a secret.
 */
export async function runCredentialProcess(
  command: string,
  deps: Pick<Deps, 'env' | 'interrupt' | 'now'>,
  timeoutMs: number,
): Promise<Credentials> {
  return readCredentials(await outputOf(command, deps, timeoutMs), deps.now());
}

function outputOf(
  command: string,
  { env, interrupt }: Pick<Deps, 'env' | 'interrupt'>,
  timeoutMs: number,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const grouped = process.platform !== 'win32';
    const child = spawn(command, {
      shell: true,
      env: { ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
      // A group of its own, so that what the shell has started ends with it.
      detached: grouped,
    });
    const end = (failure: Failure) => {
      clearTimeout(timer);
      interrupt.removeEventListener('abort', onInterrupt);
      stop(child, grouped);
      reject(failure);
    };
    const onInterrupt = () => end(new Failure('interrupted', 'interrupted'));
    const timer = setTimeout(
      () =>
        end(
          new Failure('auth', `the credential process did not end within ${timeoutMs / 1000}s`, {
            hint: 'it must not ask anything; --timeout says how long it may take',
          }),
        ),
      timeoutMs,
    );
    interrupt.addEventListener('abort', onInterrupt);
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.length > MAX_OUTPUT) end(failed('prints too much'));
    });
    child.on('error', (error: NodeJS.ErrnoException) =>
      end(failed(`can\u2019t be started (${error.code ?? 'unknown'})`)),
    );
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      interrupt.removeEventListener('abort', onInterrupt);
      if (code === 0) resolve(output);
      else reject(failed(signal === null ? `failed with code ${code}` : `was ended by ${signal}`));
    });
  });
}

function stop(child: ChildProcess, grouped: boolean): void {
  child.stdout?.destroy();
  child.unref();
  try {
    if (grouped && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

const NAMES: Readonly<
  Record<string, 'accessKey' | 'secretKey' | 'securityToken' | 'token' | 'expires'>
> = {
  accesskeyid: 'accessKey',
  accesskey: 'accessKey',
  secretaccesskey: 'secretKey',
  accesskeysecret: 'secretKey',
  secretkey: 'secretKey',
  sessiontoken: 'securityToken',
  securitytoken: 'securityToken',
  ststoken: 'securityToken',
  token: 'token',
  expiration: 'expires',
  expires: 'expires',
  expiresat: 'expires',
};

function readCredentials(output: string, now: Date): Credentials {
  let document: unknown;
  try {
    document = JSON.parse(output);
  } catch {
    throw failed('printed something that is not JSON');
  }
  if (typeof document !== 'object' || document === null) throw failed('printed no JSON object');
  const found: Partial<Record<(typeof NAMES)[string], string>> = {};
  for (const [key, value] of Object.entries(document)) {
    const name = NAMES[key.toLowerCase().replace(/[_-]/g, '')];
    if (name !== undefined && typeof value === 'string' && value !== '') found[name] = value;
  }
  const { accessKey, secretKey, securityToken, token, expires } = found;
  if (expires !== undefined && !(Date.parse(expires) > now.getTime())) {
    throw failed('printed credentials that have expired');
  }
  if (token !== undefined) return { kind: 'token', token };
  if (accessKey === undefined || secretKey === undefined) {
    throw failed('printed no pair of AccessKeyId and SecretAccessKey, and no token');
  }
  return {
    kind: 'access-key',
    accessKey,
    secretKey,
    ...(securityToken === undefined ? {} : { securityToken }),
  };
}

function failed(what: string): Failure {
  return new Failure('auth', `the credential process ${what}`, {
    hint: 'run it by hand to see what it says; lbctl does not show its output',
  });
}
