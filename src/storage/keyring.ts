import { Failure, systemCode } from '../failure.ts';

/** The keyring of the system: secrets by account. */
export interface Keyring {
  /** For messages. */
  readonly title: string;
  /** @returns undefined if there is none */
  read(account: string): Promise<string | undefined>;
  write(account: string, secret: string): Promise<void>;
  remove(account: string): Promise<void>;
}

/** The keyring, or why there is none. */
export type FoundKeyring = { readonly keyring: Keyring } | { readonly missing: string };

/** An npm package that users install themselves. */
export const KEYRING_LIBRARY = '@napi-rs/keyring';

const SERVICE = 'lbctl';

/** What is used of the library. */
interface Library {
  readonly AsyncEntry: new (
    service: string,
    account: string,
    options: { readonly linux: { readonly store: 'secret-service' } },
  ) => {
    getPassword(signal: AbortSignal): Promise<string | null>;
    setPassword(secret: string, signal: AbortSignal): Promise<void>;
    deletePassword(signal: AbortSignal): Promise<boolean>;
  };
}

/** Loads the library, if it is installed, and asks the keyring whether it answers. */
export async function openKeyring(interrupt: AbortSignal): Promise<FoundKeyring> {
  let library: Library;
  try {
    library = await import(/* @vite-ignore */ KEYRING_LIBRARY);
  } catch (error) {
    const code = systemCode(error) ?? 'unknown';
    return /^(ERR_MODULE_NOT_FOUND|MODULE_NOT_FOUND)$/.test(code)
      ? { missing: `${KEYRING_LIBRARY} is not installed` }
      : { missing: `${KEYRING_LIBRARY} cannot be loaded (${code})` };
  }
  // Without this, Linux may take the kernel's keyring, which is empty after a restart.
  const options = { linux: { store: 'secret-service' } } as const;
  const entry = (account: string) => new library.AsyncEntry(SERVICE, account, options);
  const keyring: Keyring = {
    title: TITLES[process.platform] ?? 'Secret Service',
    read: (account) =>
      told('read', async () => (await entry(account).getPassword(interrupt)) ?? undefined),
    write: (account, secret) =>
      told('write to', () => entry(account).setPassword(secret, interrupt)),
    remove: (account) =>
      told('delete from', async () => void (await entry(account).deletePassword(interrupt))),
  };
  try {
    await keyring.read('');
    return { keyring };
  } catch (error) {
    if (!(error instanceof Failure) || error.kind === 'interrupted') throw error;
    return { missing: 'no keyring of the system answers' };
  }

  async function told<T>(what: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch {
      // The library's message may say more than is good.
      if (interrupt.aborted) throw new Failure('interrupted', 'interrupted');
      throw new Failure('auth', `cannot ${what} the keyring of the system`, {
        hint: 'unlock it, or keep the secrets in the profile file: lbctl profile set NAME --secrets-in file',
      });
    }
  }
}

const TITLES: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'macOS Keychain',
  win32: 'Windows Credential Manager',
};
