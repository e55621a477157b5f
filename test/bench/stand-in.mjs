// A cloud that accepts everything, as a process of its own: what is measured is the client. Prints
// its port; GET /seen returns the requests since the last time.
//   node stand-in.mjs [LATENCY_MS]
import { createServer } from 'node:http';

const LISTENER = JSON.stringify({
  id: '248425d7b97dc26920eb23720115e068',
  loadbalancer_id: '0b07acf06d243925bc24a0ac7445267a',
  name: 'bench',
  protocol: 'TCP',
  port: 80,
  backend_protocol: 'TCP',
  backend_port: 80,
  lb_algorithm: 'roundrobin',
  status: 'ACTIVE',
  admin_state_up: true,
});

const latency = Number(process.argv[2] ?? 0);
let next = 0;

/** Answers for lbctl, `openstack loadbalancer listener create` and `aws elbv2 create-listener`. */
function answer({ method, url }, body) {
  const port = server.address().port;
  const base = `http://127.0.0.1:${port}`;
  if (url.startsWith('/v1.0/')) {
    if (method !== 'POST') return [200, {}, '{}'];
    const asked = JSON.parse(body);
    next += 1;
    const id = next.toString(16).padStart(32, '0');
    return [200, {}, JSON.stringify({ ...JSON.parse(LISTENER), ...asked, id })];
  }
  if (url.startsWith('/v3/auth/tokens')) {
    const endpoint = { id: 'e', interface: 'public', region: 'r', region_id: 'r', url: base };
    const catalog = [
      { id: 's', type: 'load-balancer', name: 'octavia', endpoints: [endpoint] },
      { id: 'n', type: 'network', name: 'neutron', endpoints: [endpoint] },
    ];
    const project = { id: 'p', name: 'p', domain: { id: 'd', name: 'd' } };
    const user = { id: 'u', name: 'u', domain: { id: 'd', name: 'd' } };
    const token = {
      methods: ['password'],
      expires_at: '2099-01-01T00:00:00.000000Z',
      issued_at: '2026-01-01T00:00:00.000000Z',
      catalog,
      project,
      user,
      roles: [],
    };
    return [201, { 'x-subject-token': 't' }, JSON.stringify({ token })];
  }
  if (url.startsWith('/v3')) {
    const version = {
      id: 'v3.14',
      status: 'stable',
      links: [{ rel: 'self', href: `${base}/v3/` }],
    };
    return [200, {}, JSON.stringify({ version })];
  }
  if (url.startsWith('/v2.0/lbaas/listeners') || url.startsWith('/v2/lbaas/listeners')) {
    return [
      201,
      {},
      JSON.stringify({
        listener: {
          id: 'l',
          name: 'bench',
          loadbalancers: [{ id: 'b' }],
          pools: [],
          l7policies: [],
        },
      }),
    ];
  }
  if (url.includes('/lbaas/loadbalancers')) {
    return [
      200,
      {},
      JSON.stringify({
        loadbalancers: [{ id: 'b', name: 'b' }],
        loadbalancer: { id: 'b', name: 'b' },
      }),
    ];
  }
  if (url === '/' && method === 'GET') {
    return [
      200,
      {},
      JSON.stringify({
        versions: [{ id: 'v2.0', status: 'CURRENT', links: [{ rel: 'self', href: `${base}/v2` }] }],
      }),
    ];
  }
  return [
    200,
    { 'content-type': 'text/xml' },
    '<CreateListenerResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><CreateListenerResult><Listeners><member><Port>80</Port></member></Listeners></CreateListenerResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></CreateListenerResponse>',
  ];
}

/** The requests since the last time, to measure their rate and to send the same again. */
let requests = [];
let first = 0;
let last = 0;

function seen({ method, url, headers }, body) {
  last = performance.now();
  if (requests.length === 0) first = last;
  requests.push({ method, url, headers, body });
}

function recorded() {
  const text = JSON.stringify({ milliseconds: last - first, requests });
  requests = [];
  return text;
}

const server = createServer((request, response) => {
  if (request.url === '/seen') {
    response.end(recorded());
    return;
  }
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    seen(request, body);
    const [status, headers, text] = answer(request, body);
    const reply = () =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
    if (latency === 0) reply();
    else setTimeout(reply, latency);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
