import { join } from 'node:path';
import type { SettingsSource } from '../settings-source.ts';

/** The configuration of the vendor's `aliyun` CLI (aliyun-cli, config/profile.go). */
export const aliyunConfig: SettingsSource = {
  title: '~/.aliyun/config.json',
  noun: 'profile',
  reference: 'aliyunProfile',
  variables: ['ALIBABA_CLOUD_PROFILE', 'ALIBABACLOUD_PROFILE', 'ALICLOUD_PROFILE'],
  files({ home, env }) {
    const off = ['ALIBABA_CLOUD_CLI_PROFILE_DISABLED', 'ALIBABA_CLOUD_IGNORE_PROFILE'];
    if (off.some((variable) => isTrue(env[variable]))) return [];
    return [{ role: 'config', candidates: [join(home, '.aliyun', 'config.json')] }];
  },
  async read([file], env) {
    const { readAliyunProfiles } = await import('./aliyun-profiles.ts');
    const external = !isTrue(env['ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS']);
    return file === undefined ? { entries: {} } : readAliyunProfiles(file, external);
  },
};

function isTrue(value: string | undefined): boolean {
  return /^(true|1)$/i.test(value ?? '');
}
