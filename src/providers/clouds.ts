import { join } from 'node:path';
import type { SettingsSource } from './settings-source.ts';

/**
 * OpenStack's `clouds.yaml`: `secure.yaml` overrides each cloud, and `clouds-public.yaml` contains
 * the vendors' defaults. The files are searched for where openstacksdk and gophercloud look.
 */
export const clouds: SettingsSource = {
  title: 'clouds.yaml',
  noun: 'cloud',
  reference: 'cloud',
  variables: ['OS_CLOUD'],
  files({ home, cwd, env }) {
    const folders = [
      cwd,
      join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'openstack'),
      join(home, '.config', 'openstack'),
      '/etc/openstack',
    ];
    const search = (role: string, variable: string) => {
      const named = env[variable];
      const found = [...new Set(folders)].flatMap((folder) =>
        ['yaml', 'yml', 'json'].map((extension) => join(folder, `${role}.${extension}`)),
      );
      return { role, candidates: named ? [named, ...found] : found };
    };
    return [
      search('clouds', 'OS_CLIENT_CONFIG_FILE'),
      search('secure', 'OS_CLIENT_SECURE_FILE'),
      search('clouds-public', 'OS_CLIENT_VENDOR_FILE'),
    ];
  },
  async read(files) {
    const { readClouds } = await import('./clouds-file.ts');
    return readClouds(files);
  },
};
