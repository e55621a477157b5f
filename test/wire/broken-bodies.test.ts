import { describe, expect, it } from 'vitest';
import { homeEnv, run, scratch } from '../program.ts';

const env = homeEnv(scratch());

const COMMANDS = ['elb listener create', 'slb tcp-listener create'];

const BROKEN: readonly (readonly [string, string])[] = [
  ['{"a":', 'the body is not JSON (line 1, column 6)'],
  ['{"a": 1,}', 'the body is not JSON (line 1, column 9)'],
  ['{\n  "a": tru\n}', 'the body is not JSON (line 2, column 8)'],
  ['{"a": "MARK"x}', 'the body is not JSON (line 1, column 13)'],
  ['{"a": 1,\n "a": "MARK"}', 'the body has a key twice (line 2, column 2)'],
  ['{"b": {"a": "MARK", "\\u0061": 1}}', 'the body has a key twice (line 1, column 21)'],
  [`{"a": ${'['.repeat(200)}${']'.repeat(200)}}`, 'the body is nested too deeply'],
  ['{} MARK', 'the body is not JSON (line 1, column 4)'],
];

describe('a body that is not JSON', () => {
  it.each(
    COMMANDS.flatMap((command) => BROKEN.map(([body, says]) => [command, body, says] as const)),
  )('%s --from-file of %j says where, and nothing of it', async (command, body, says) => {
    const argv = `${command} --region r --dry-run --from-file -`.split(' ');
    const { code, stdout, stderr } = await run(argv, { env, stdin: body });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`--from-file: ${says}`);
    expect(stderr).not.toContain('MARK');
  });
});
