import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { homeEnv, scratch, spawnProgram } from '../program.ts';
import { KEYS, onTerminal } from '../terminal.ts';

/* Changes of a listener on a pseudo-terminal: questions, and an editor. */

const base = scratch();
const env = homeEnv(base);
const LB = 'lb-bp1o94dp5i6earr9g6d1l';
const TCP = `${LB}/tcp/22`;
const PROFILE = ['--profile', 'sandbox-slb'];

async function shown(ref: string) {
  const { stdout } = await spawnProgram(['listener', 'show', ref, ...PROFILE, '-o', 'json'], {
    env,
  });
  return JSON.parse(stdout);
}

beforeAll(async () => {
  const words = `listener create --load-balancer ${LB} --protocol tcp --port 22 --backend-port 22 --bandwidth 10`;
  const { code, stderr } = await spawnProgram([...words.split(' '), ...PROFILE], { env });
  expect(code, stderr).toBe(0);
});

describe('listener update on a terminal', () => {
  it('asks what to change, shows old and new values, and sends the changes only', async () => {
    const at = onTerminal(['listener', 'update', TCP, ...PROFILE], env);
    await at.shows(/Change which settings\?[\s\S]*Sticky session[\s\S]*Health check[\s\S]*Access/);
    at.type(KEYS.down + KEYS.enter);
    await at.shows('Name of the listener');
    at.type(KEYS.enter);
    // Today's value is there to be edited.
    await at.shows(/Mbit\/s or unlimited \(--bandwidth\) 10/);
    at.answer(`${KEYS.clear}0`);
    await at.shows('--bandwidth must be');
    at.answer(`${KEYS.clear}20`);
    await at.shows('Change which settings?');
    at.type(KEYS.enter);
    await at.shows(/bandwidth {2}10 Mbit\/s \u2192 20 Mbit\/s[\s\S]*Change this listener\?/);
    at.answer('y');
    expect(await at.exits()).toBe(0);
    expect(at.screen).toContain(
      `lbctl listener update ${TCP} --profile sandbox-slb --bandwidth 20\n`,
    );
    expect(await shown(TCP)).toMatchObject({ bandwidth: 20 });
  });

  it('asks for what an answer needs, and offers only what fits', async () => {
    const at = onTerminal(['listener', 'update', TCP, ...PROFILE], env);
    await at.shows('Change which settings?');
    at.type(KEYS.down.repeat(3) + KEYS.enter);
    await at.shows(/--sticky-session\)\n\u276f keep off\n {2}source-ip\n\n/);
    at.type(KEYS.down + KEYS.enter);
    await at.shows('How long a client stays on its backend, 1s\u20131h');
    at.answer('5m');
    await at.shows('Change which settings?');
    at.type(KEYS.enter);
    await at.shows('Change this listener?');
    at.answer('n');
    expect(await at.exits()).toBe(130);
    expect(at.screen.trimEnd().split('\n').at(-1)).toBe('nothing was changed');
    expect(await shown(TCP)).toMatchObject({ stickySession: { mode: 'off' } });
  });

  it('sends nothing when nothing is changed', async () => {
    const at = onTerminal(['listener', 'update', TCP, ...PROFILE], env);
    await at.shows('Change which settings?');
    at.type(KEYS.enter);
    expect(await at.exits()).toBe(0);
    expect(at.screen).toContain('already matches; nothing was sent');
  });

  it('asks in addition to flags with --interactive', async () => {
    const argv = ['listener', 'update', TCP, '--name', 'ssh', '--interactive', ...PROFILE];
    const at = onTerminal(argv, env);
    await at.shows('Change which settings?');
    at.type(KEYS.enter);
    await at.shows(/name {2}ssh[\s\S]*Change this listener\?/);
    at.answer('y');
    expect(await at.exits()).toBe(0);
    expect(await shown(TCP)).toMatchObject({ name: 'ssh' });
  });

  it.each([
    [['--no-input'], 'nothing to change'],
    [['--no-input', '--interactive'], '--interactive requires a terminal'],
  ])('does not ask with %s', async (flags, message) => {
    const at = onTerminal(['listener', 'update', TCP, ...flags, ...PROFILE], env);
    expect(await at.exits()).toBe(2);
    expect(at.screen).toContain(message);
  });
});

/** An editor that is a shell script; `$1` is the file. */
function editorWith(script: string): { readonly [name: string]: string } {
  const folder = mkdtempSync(join(base, 'editor-'));
  const path = join(folder, 'editor.sh');
  writeFileSync(path, script);
  return { ...env, TMPDIR: folder, EDITOR: `sh ${path}` };
}

/** What is left of the texts that were edited. */
function leftIn({ TMPDIR = '' }: { readonly [name: string]: string }): readonly string[] {
  return readdirSync(TMPDIR, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.yaml'),
  );
}

describe('listener edit', () => {
  const argv = ['listener', 'edit', TCP, ...PROFILE];

  it('shows problems as comments, opens the editor again, and asks before it changes', async () => {
    const world = editorWith(`
      cp "$1" "$TMPDIR/seen"
      if grep -q problem "$1"; then sed -i 's/2h/10m/' "$1"
      else sed -i 's/idleTimeout: .*/idleTimeout: 2h/; s/^port: 22/port: "x"/' "$1"; fi
      if grep -q 'must be a whole number' "$1"; then sed -i 's/^port: .*/port: 22/' "$1"; fi`);
    const at = onTerminal(argv, world);
    await at.shows(/idleTimeout {2}15m \u2192 10m[\s\S]*Change this listener\?/);
    const seen = readFileSync(join(world['TMPDIR'] ?? '', 'seen'), 'utf8');
    expect(seen).toMatch(
      /^# Listener lb-[\s\S]*# 2 problems:\n# {3}- port must be a whole number.*\n# {3}- idleTimeout must be/,
    );
    at.answer('y');
    expect(await at.exits()).toBe(0);
    expect(await shown(TCP)).toMatchObject({ idleTimeout: 600, port: 22 });
    expect(leftIn(world)).toEqual([]);
  });

  it.each([
    ['the rules of the cloud', 's/idleTimeout: .*/idleTimeout: 1s/', 'idleTimeout must be'],
    ['what cannot be changed', 's/^port: .*/port: 23/', 'port cannot be changed'],
    ['the protocol', 's/^protocol: .*/protocol: ssl/', 'protocol cannot be changed'],
    ['unknown keys', 's/^port: .*/port: 22\\nprot: 1/', 'did you mean port'],
    ['YAML', 's/^port: .*/port: [/', 'invalid YAML'],
    ['the state', 's/^port: .*/port: 22\\nstate: running/', 'state cannot be edited here'],
  ])(
    'checks %s, and gives up with the text kept when nothing is mended',
    async (_, sed, message) => {
      const world = editorWith(`grep -q problem "$1" || sed -i '${sed}' "$1"`);
      const at = onTerminal(argv, world);
      expect(await at.exits()).toBe(2);
      const [kept = ''] = leftIn(world);
      expect(at.screen).toContain(`your text is in ${world['TMPDIR']}/${kept}\n`);
      expect(at.screen).toMatch(/error: [\s\S]*hint: nothing was changed/);
      expect(at.screen).toContain(message);
      expect(readFileSync(join(world['TMPDIR'] ?? '', kept), 'utf8')).toContain(message);
    },
  );

  it('shows everything that is wrong at once, in the text and as the error', async () => {
    const world = editorWith(`
      grep -q problem "$1" && exit
      printf 'prt: 85\nstate: running\n' >> "$1"
      sed -i 's/^port: .*/port: 99999/; s/idleTimeout: .*/idleTimeout: 1s/' "$1"`);
    const at = onTerminal(argv, world);
    expect(await at.exits()).toBe(2);
    const [kept = ''] = leftIn(world);
    const text = readFileSync(join(world['TMPDIR'] ?? '', kept), 'utf8');
    expect(text).toContain('# 4 problems:');
    expect(at.screen).toContain('error: 4 problems with this listener');
    for (const message of [
      'unknown field "prt"; did you mean port?',
      'state cannot be edited here',
      'port cannot be changed',
      'idleTimeout must be 10–900 s, not 1',
    ]) {
      expect(text).toContain(message);
      expect(at.screen).toContain(message);
    }
    for (const rule of ['manifest/unknown-key', 'manifest/not-edited', 'slb/established-timeout']) {
      expect(at.screen).toContain(rule);
    }
  });

  it.each([
    ['nothing is changed', 'true', 0, 'already matches; nothing was sent'],
    ['the text is empty', ': > "$1"', 130, 'nothing was changed: the text is empty'],
    ['the editor fails', 'exit 1', 130, 'nothing was changed: the editor ended with code 1'],
    ['there is no editor', 'exit 127', 2, 'cannot run the editor'],
  ])('sends nothing when %s', async (_, script, code, message) => {
    const world = editorWith(script);
    const at = onTerminal(argv, world);
    expect(await at.exits()).toBe(code);
    expect(at.screen).toContain(message);
    expect(leftIn(world)).toEqual([]);
  });

  it('does not ask with --yes, and prefers VISUAL', async () => {
    const world = { ...editorWith('exit 9'), VISUAL: "sed -i 's/bandwidth: .*/bandwidth: 30/'" };
    const at = onTerminal([...argv, '--yes'], world);
    expect(await at.exits()).toBe(0);
    expect(await shown(TCP)).toMatchObject({ bandwidth: 30 });
  });

  it('changes nothing after no', async () => {
    const world = editorWith(`sed -i 's/bandwidth: .*/bandwidth: 31/' "$1"`);
    const at = onTerminal(argv, world);
    await at.shows('Change this listener?');
    at.answer('n');
    expect(await at.exits()).toBe(130);
    expect(at.screen.trimEnd().split('\n').at(-1)).toBe('nothing was changed');
    expect(await shown(TCP)).toMatchObject({ bandwidth: 30 });
    expect(leftIn(world)).toEqual([]);
  });

  it('requires a terminal', async () => {
    const { code, stderr } = await spawnProgram([...argv, '--yes'], { env });
    expect([code, stderr]).toEqual([2, expect.stringContaining('requires a terminal')]);
    expect(stderr).toContain('hint: use lbctl listener update');
  });
});
