import { type ChildProcess, spawn } from 'node:child_process';
import type { Deps } from '../../deps.ts';
import { Failure, systemCode } from '../../failure.ts';
import type { Credentials } from '../../providers/auth.ts';
import { credentialProblem, trimSetting } from '../../providers/setting-values.ts';
import { timeLimit } from './limit.ts';

const MAX_OUTPUT_CHARS = 1024 * 1024;

/**
 * Runs a command that prints credentials as JSON, with the keys of AWS credential processes, of
 * the aliyun CLI's external mode, or of lbctl. Its output is never shown: it may contain a secret.
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
      // A process group, so that the shell's children can be killed too.
      detached: grouped,
    });
    const abort = (failure: Failure) => {
      kill(child, grouped);
      reject(failure);
    };
    const limit = timeLimit(interrupt, timeoutMs);
    const onLimit = () =>
      abort(
        interrupt.aborted
          ? new Failure('interrupted', 'interrupted')
          : new Failure('auth', `the credential process did not exit within ${timeoutMs / 1000}s`, {
              hint: 'it must not prompt for input; allow it more time with --timeout',
            }),
      );
    limit.addEventListener('abort', onLimit);
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.length > MAX_OUTPUT_CHARS) abort(failed('printed too much'));
    });
    child.on('error', (error) =>
      abort(failed(`cannot be started (${systemCode(error) ?? 'unknown'})`)),
    );
    child.on('close', (code, signal) => {
      limit.removeEventListener('abort', onLimit);
      if (code === 0) resolve(output);
      else reject(failed(signal === null ? `exited with code ${code}` : `was killed by ${signal}`));
    });
  });
}

function kill(child: ChildProcess, grouped: boolean): void {
  child.stdout?.destroy();
  child.unref();
  try {
    if (grouped && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // It has already exited.
  }
}

type Key = 'accessKey' | 'secretKey' | 'securityToken' | 'token' | 'expires';

/** Keys in lower case, without `_` and `-`. */
const KEYS: Readonly<Record<string, Key>> = {
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
    throw failed('did not print JSON');
  }
  if (typeof document !== 'object' || document === null)
    throw failed('did not print a JSON object');
  const found: Partial<Record<Key, string>> = {};
  for (const [name, value] of Object.entries(document)) {
    const key = KEYS[name.toLowerCase().replace(/[_-]/g, '')];
    if (key === undefined || typeof value !== 'string' || value.trim() === '') continue;
    found[key] = trimSetting(key, value);
    const problem = credentialProblem({}, key, found[key]);
    if (problem !== undefined) throw failed(`printed a value of ${name} that ${problem}`);
  }
  const { accessKey, secretKey, securityToken, token, expires } = found;
  if (expires !== undefined && !(Date.parse(expires) > now.getTime())) {
    throw failed('printed expired credentials');
  }
  if (token !== undefined) return { kind: 'token', token };
  if (accessKey === undefined || secretKey === undefined) {
    throw failed('printed neither AccessKeyId and SecretAccessKey nor a token');
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
    hint: 'run it by hand to see its output; lbctl does not show it',
  });
}
