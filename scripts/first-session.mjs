// Records a first session on each embedded cloud, on a pseudo-terminal, as plain text: what is typed
// and what is answered. `npm run record` writes it to docs/first-session.md; --print only prints it.
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const PAGE = join(root, 'docs', 'first-session.md');
const COLUMNS = 100;

/** Balancers and certificates are those that the embedded clouds have from the start. */
const SESSIONS = [
  {
    title: 'Alibaba Cloud SLB',
    profile: 'sandbox-slb',
    balancer: 'lb-bp1o94dp5i6earr9g6d1l',
    certificate: 'idkp-123-cn-test-01',
    backend: '--backend-port 8080',
    rest: '--bandwidth unlimited --sticky-session off --health-check on --start --wait',
    listener: 'lb-bp1o94dp5i6earr9g6d1l/https/443',
    update: '--idle-timeout 30s --name web',
  },
  {
    title: 'Huawei Cloud ELB (classic)',
    profile: 'sandbox-elb',
    balancer: '0b07acf06d243925bc24a0ac7445267a',
    certificate: '23ef9aad4ecb463580476d324a6c71af',
    backend: '--backend-port 8080',
    rest: '--name web --algorithm round-robin',
    listener: 'web',
    update: '--description shop',
  },
  {
    title: 'Huawei Cloud and Open Telekom Cloud ELB (v3)',
    profile: 'sandbox-elbv3',
    balancer: '098b2f68-af1c-41a9-8efd-69958722af62',
    certificate: '233a325e5e3e4ce8beeb320aa714cc12',
    rest: '--name web --algorithm round-robin --backend-protocol http',
    listener: 'web',
    update: '--idle-timeout 30s --sticky-session insert',
  },
  {
    title: 'OpenStack Octavia',
    profile: 'sandbox-octavia',
    balancer: '3f7c1ee0-6f3b-4f2f-9d5a-7f4d9c1c2a11',
    // Certificates are in the key manager.
    certificate: 'https://keys.example/v1/secrets/web',
    rest: '--name web --algorithm round-robin --wait',
    listener: 'web',
    update: '--idle-timeout 30s --sticky-session insert',
  },
];

function commandsOf({ profile, balancer, certificate, backend = '', rest, listener, update }) {
  return [
    'lbctl --version',
    `export LBCTL_PROFILE=${profile}`,
    'lbctl load-balancer list --columns id,name,address',
    ...(certificate.startsWith('https:')
      ? []
      : ['lbctl certificate list --columns id,name,domains']),
    `lbctl listener create --load-balancer ${balancer} --protocol https --no-input`,
    `lbctl listener create --load-balancer ${balancer} --protocol https --port 443 --certificate ${certificate} ${[backend, rest].filter(Boolean).join(' ')}`,
    'lbctl listener list',
    `lbctl listener update ${listener} ${update} --wait`,
    `lbctl listener update ${listener} ${update} -o id`,
    `lbctl listener show ${listener} --columns port,certificate,idle-timeout,description`,
    'lbctl listener export --all > listeners.yaml',
    'cat listeners.yaml',
    'lbctl listener validate -f listeners.yaml --strict',
    'lbctl listener diff -f listeners.yaml',
    `lbctl listener delete ${listener} --yes`,
    'lbctl listener list',
  ];
}

async function record() {
  const sessions = [];
  for (const session of SESSIONS) {
    const { title, profile } = session;
    sessions.push(
      `## ${title}\n\n\`\`\`text\n${await transcript(profile, commandsOf(session))}\`\`\`\n`,
    );
  }
  return `# A first session

What a terminal shows after \`npm install --global lbctl\`, on each embedded cloud. Recorded by
\`npm run record\`; ids that a cloud makes up are masked.

${sessions.join('\n')}`;
}

/** One shell for each command, so that its output can be told from the next one's. */
async function transcript(profile, commands) {
  const folder = mkdtempSync(join(tmpdir(), 'lbctl-session-'));
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  symlinkSync(join(root, 'bin', 'lbctl.cjs'), join(bin, 'lbctl'));
  const env = {
    HOME: folder,
    PATH: [bin, dirname(process.execPath), process.env.PATH].join(delimiter),
    TERM: 'xterm',
  };
  const typed = commands.join('\n');
  try {
    let text = '';
    for (const command of commands) {
      if (command.startsWith('export ')) env.LBCTL_PROFILE = profile;
      const output = await run(command, folder, env);
      text += `$ ${wrapped(command)}\n${masked(visible(output), typed)}`;
    }
    return text;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(command, cwd, env) {
  return new Promise((resolve) => {
    const options = { cols: COLUMNS, rows: 50, cwd, env };
    const terminal = spawn('bash', ['--norc', '-c', command], options);
    let output = '';
    terminal.onData((data) => {
      output += data;
    });
    terminal.onExit(() => resolve(output));
  });
}

/** What is left on the screen: without colors, and without lines that were drawn over. */
function visible(output) {
  return (
    output
      .replaceAll('\r\n', '\n')
      .split('\n')
      .map((line) => line.slice(line.lastIndexOf('\r') + 1))
      .join('\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
      .replaceAll(/\u001b(\[[0-9;?]*[A-Za-z]|[=>])/g, '')
  );
}

/** The same length, so that tables stay straight. */
const ID = '0a1b2c3d4e5f60718293a4b5c6d7e8f9';
const UUID = ID.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

function masked(text, typed) {
  const isKnown = (id) => typed.includes(id) || SEEDS.includes(id);
  return text
    .replaceAll(/\b[0-9a-f]{32}\b/g, (id) => (isKnown(id) ? id : ID))
    .replaceAll(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, (id) => (isKnown(id) ? id : UUID))
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z \([^)]*\)/g, '2026-01-01T00:00:00Z (now)')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '2026-01-01T00:00:00Z');
}

/** Long command lines are continued, as in the help. */
function wrapped(command) {
  const lines = [''];
  for (const word of command.split(/ (?=-)/)) {
    const line = lines.at(-1);
    if (line !== '' && line.length + word.length > COLUMNS - 8) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join(' \\\n    ');
}

const STATE = join(root, 'src/sandbox/state');
const SEEDS = readdirSync(STATE)
  .map((name) => readFileSync(join(STATE, name), 'utf8'))
  .join('');

const page = await record();
if (process.argv.includes('--print')) process.stdout.write(page);
else writeFileSync(PAGE, page);
