import { expect, it } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { newState } from '../../src/sandbox/state/seed.ts';
import { homeEnv, run, scratch } from '../program.ts';
import { nested } from './elbv3-bodies.ts';
import { type Body, least, more, value, withoutInside } from './elbv3-random.ts';
import { seeded } from './random.ts';

/*
 * What the rules let through, the sandbox takes: random listeners that refer to what it has. A
 * refusal would mean that one of the two has misread a page.
 */
const RUNS = Number(process.env['LBCTL_FUZZ_RUNS'] ?? 300);
const SEED = Number(process.env['LBCTL_FUZZ_SEED'] ?? 18);
/** No measure of speed: only so that a run that hangs ends. */
const TIME = 300_000 + RUNS * 500;

/** Dedicated ones of both layers, of layer 4 and of layer 7, and a shared one. */
const BALANCERS = [
  '098b2f68-af1c-41a9-8efd-69958722af62',
  '3dbde7e5-c277-4ea3-a424-edd339357eff',
  '38278031-cfca-44be-81be-a412f618773b',
  '309a0f61-0b62-45f2-97d1-742f3434338e',
];
/** One of each that the sandbox has. */
const REFERENCES: Body = {
  default_tls_container_ref: '233a325e5e3e4ce8beeb320aa714cc12',
  client_ca_tls_container_ref: '7875ccb4c6b44cdb90ab2ab89892ab71',
  sni_container_refs: ['3d8a7a02f87a40ed931b719edfe75451'],
  security_policy_id: '8722e0e0-9cc9-4490-9660-8c9a5732fbb0',
  'ipgroup.ipgroup_id': '0416b6f1-877f-4a51-987e-978b3f083542',
};
/** The sandbox has none of these, or they have tests of their own. */
const LEFT_OUT = ['default_pool_id', 'quic_config.quic_listener_id', 'pool.project_id'];

const env = homeEnv(scratch());

it(`${RUNS} creates in the sandbox`, { timeout: TIME }, async () => {
  const random = seeded(SEED);
  let taken = 0;
  for (let round = 0; round < RUNS; round += 1) {
    const listener: Body = {
      ...least(random),
      loadbalancer_id: random.pick(BALANCERS),
    };
    while (random.chance(0.8)) {
      const name = more(listener, random);
      if (name === 'loadbalancer_id' || LEFT_OUT.includes(name)) continue;
      listener[name] = value(name, random);
    }
    for (const [name, known] of Object.entries(REFERENCES)) {
      if (listener[name] !== undefined && listener[name] !== null) listener[name] = known;
    }
    withoutInside(listener);
    const sandbox = await startSandbox({ initial: newState() });
    const argv = ['elbv3', 'listener', 'create', '--from-file', '-', '-o', 'json'];
    const { code, stderr } = await run(
      [...argv, '--profile', 'sandbox-elbv3', '--endpoint', sandbox.url],
      { env, stdin: JSON.stringify(nested(listener)) },
    );
    await sandbox.close();
    const label = JSON.stringify({ round, listener, stderr });
    expect([0, 2], label).toContain(code);
    // Only what was sent has a status.
    if (code === 2) expect(JSON.parse(stderr).error, label).not.toHaveProperty('status');
    else taken += 1;
  }
  expect(taken).toBeGreaterThan(RUNS / 5);
});
