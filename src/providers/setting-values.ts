import type { SettingTable } from './settings.ts';

/** Sent in headers, so nothing but visible ASCII. */
const WORDS: readonly string[] = ['accessKey', 'secretKey', 'securityToken', 'token'];

/** Without what files and the output of commands usually end with. */
export function trimSetting(name: string, value: string): string {
  return WORDS.includes(name) ? value.trim() : value.replace(/[\r\n]+$/, '');
}

/** Why a value cannot be a credential, without the value. */
export function credentialProblem(
  table: SettingTable,
  name: string,
  value: string,
): string | undefined {
  if (WORDS.includes(name)) {
    return /^[!-~]*$/.test(value) ? undefined : `contains ${firstOutside(value)}`;
  }
  const isCredential = table[name]?.secret === true || name === 'username' || name === 'userId';
  return isCredential && /\p{Cc}/u.test(value) ? `contains ${firstOutside(value)}` : undefined;
}

function firstOutside(value: string): string {
  if (/[\r\n]/.test(value)) return 'a line break';
  if (/\p{Cc}/u.test(value)) return 'a control character';
  return /\s/.test(value) ? 'a space' : 'a character beyond ASCII';
}
