import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratch, spawnProgram } from '../program.ts';

/* Without a home that can be written, the state is in a folder under the temporary one. */

const base = scratch();
const self = process.getuid?.() ?? 0;
const name = `lbctl-${self}`;

function temporary(prepare: (folder: string) => void = () => undefined): string {
  const folder = mkdtempSync(join(base, 'tmp-'));
  prepare(folder);
  return folder;
}

const list = (folder: string) =>
  spawnProgram('listener list --profile sandbox-elb -o json'.split(' '), {
    env: { HOME: '/dev/null/home', TMPDIR: folder },
  });

describe('the folder under the temporary one', () => {
  it('is made for this user only, and used again', async () => {
    const folder = temporary();
    for (const _ of [1, 2]) expect((await list(folder)).code).toBe(0);
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o700);
  });

  it.each<[string, (folder: string) => void, string]>([
    [
      'a link',
      (folder) => {
        mkdirSync(join(folder, 'elsewhere'), { mode: 0o700 });
        symlinkSync(join(folder, 'elsewhere'), join(folder, name));
      },
      'is not a folder',
    ],
    ['a file', (folder) => writeFileSync(join(folder, name), ''), 'is not a folder'],
    [
      'open to other users',
      (folder) => {
        mkdirSync(join(folder, name));
        chmodSync(join(folder, name), 0o777);
      },
      'is open to other users',
    ],
    ...(self === 0
      ? [
          [
            'of another user',
            (folder: string) => {
              mkdirSync(join(folder, name), { mode: 0o700 });
              chownSync(join(folder, name), 12345, 12345);
            },
            'belongs to another user',
          ] as [string, (folder: string) => void, string],
        ]
      : []),
  ])('is not used if it is %s', async (_, prepare, why) => {
    const folder = temporary(prepare);
    const { code, stderr } = await list(folder);
    const { error } = JSON.parse(stderr);
    expect([code, error.message]).toEqual([
      2,
      expect.stringContaining(`${join(folder, name)} ${why}`),
    ]);
    expect(error.hint).toContain('LBCTL_SANDBOX_STATE');
    const inside = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    expect(inside.filter((one) => one.endsWith('.json'))).toEqual([]);
  });
});

describe('a temporary file that a kill left', () => {
  const create =
    'listener create --profile sandbox-elb --load-balancer 0b07acf06d243925bc24a0ac7445267a --name n --protocol tcp --port 81 --backend-port 81 --algorithm round-robin';

  it.each<[string, (path: string, other: string) => void]>([
    ['is cleaned by the next change', (path) => writeFileSync(path, 'half')],
    ['is not followed if it is a link', (path, other) => symlinkSync(other, path)],
  ])('%s', async (_, leave) => {
    const folder = temporary();
    const state = join(folder, 'state.json');
    const other = join(folder, 'other');
    writeFileSync(other, 'untouched');
    leave(`${state}.tmp`, other);
    const { code } = await spawnProgram(create.split(' '), {
      env: { HOME: folder, LBCTL_SANDBOX_STATE: state },
    });
    expect([code, readdirSync(folder).sort()]).toEqual([0, ['other', 'state.json']]);
    expect(statSync(other).size).toBe('untouched'.length);
  });
});
