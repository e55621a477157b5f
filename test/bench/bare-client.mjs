// A bare keep-alive client, as a process of its own: sends recorded requests and reads the answers.
//   node bare-client.mjs REQUESTS.json ENDPOINT CONCURRENCY
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

const [file, endpoint, concurrency] = process.argv.slice(2);
const requests = JSON.parse(readFileSync(file, 'utf8'));
const { hostname, port } = new URL(endpoint);
const agent = new Agent({ keepAlive: true, maxSockets: Number(concurrency) });

function send({ method, url, headers, body }) {
  return new Promise((resolve, reject) => {
    request({ hostname, port, path: url, method, headers, agent })
      .on('response', (answer) => answer.resume().on('end', resolve))
      .on('error', reject)
      .end(body === '' ? undefined : body);
  });
}

let next = 0;
async function worker() {
  while (next < requests.length) {
    next += 1;
    await send(requests[next - 1]);
  }
}
await Promise.all(Array.from({ length: Number(concurrency) }, worker));
agent.destroy();
