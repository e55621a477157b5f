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
    if (off.some((variable) => /^true$/i.test(env[variable] ?? ''))) return [];
    return [{ role: 'config', candidates: [join(home, '.aliyun', 'config.json')] }];
  },
  async read([file]) {
    const { readAliyunProfiles } = await import('./aliyun-profiles.ts');
    return file === undefined ? { entries: {} } : readAliyunProfiles(file);
  },
};
