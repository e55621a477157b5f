import { expect, it } from 'vitest';
import { run } from '../program.ts';
import { startStub } from '../stub.ts';

/* What only the cloud can know, and refuses: the exit code says so, and the hint names the flag. */

const ENV = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
  HUAWEICLOUD_SDK_AK: 'id',
  HUAWEICLOUD_SDK_SK: 'secret',
  HUAWEICLOUD_SDK_PROJECT_ID: 'p',
};

const SLB =
  'slb https-listener create --load-balancer-id lb-1 --listener-port 443 --bandwidth -1 --backend-server-port 80 --server-certificate-id c1 --sticky-session off --health-check off --acl-status on --acl-type black --acl-id acl-1 --ca-certificate-id ca1 --scheduler rr --region cn-hangzhou';
const PORTABLE =
  'listener create --provider slb --load-balancer lb-1 --protocol https --port 443 --bandwidth unlimited --backend-port 80 --certificate c1 --sticky-session off --health-check off --access deny --access-list acl-1 --region cn-hangzhou';
const GROUP =
  'slb tcp-listener create --load-balancer-id lb-1 --listener-port 22 --bandwidth -1 --vserver-group-id rsp-1 --region cn-hangzhou';
const ELB =
  'elb listener create --name web --loadbalancer-id l1 --protocol HTTPS --port 443 --backend-protocol HTTP --backend-port 80 --lb-algorithm roundrobin --certificate-id c1';
const ELB_PORTABLE =
  'listener create --provider elb --name web --load-balancer l1 --protocol https --port 443 --backend-port 80 --algorithm round-robin --certificate c1';

function slb(Code: string, Message: string, status = 400) {
  return { status, body: { RequestId: 'r', Code, Message } };
}

function elb(code: string, message: string, status = 400) {
  return { status, body: { error: { code, message } } };
}

const INVALID = 'InvalidParameter';

it.each([
  [SLB, slb('AclNotExist', 'The specified Acl does not exist.'), 4, '--acl-id'],
  [PORTABLE, slb('AclNotExist', 'The specified Acl does not exist.'), 4, '--access-list'],
  [SLB, slb('CertificateNotExist', 'no such certificate', 404), 4, '--server-certificate-id'],
  [PORTABLE, slb('CertificateNotExist', 'no such certificate', 404), 4, '--certificate'],
  [
    SLB,
    slb('CertificateNotExist', 'The specified CACertificateId does not exist.', 404),
    4,
    '--ca-certificate-id',
  ],
  [GROUP, slb('InvalidVServerGroupId.NotFound', 'not found', 404), 4, '--vserver-group-id'],
  [
    GROUP,
    slb(INVALID, 'The specified VServerGroupId does not exist', 404),
    4,
    '--vserver-group-id',
  ],
  [SLB, slb('InvalidLoadBalancerId.NotFound', 'no', 404), 4, '--load-balancer-id'],
  [PORTABLE, slb('InvalidLoadBalancerId.NotFound', 'no', 404), 4, '--load-balancer'],
  [SLB, slb('InvalidRegionId.NotFound', 'no such region', 404), 2, '--region'],
  [PORTABLE, slb(INVALID, 'The specified RegionId does not exist.'), 2, '--region'],
  [
    SLB,
    slb(INVALID, 'The specified parameter ServerCertificateId is not Support.'),
    2,
    '--server-certificate-id; use the id of the certificate in SLB',
  ],
  [SLB, slb(INVALID, 'The specified parameter "Scheduler" is not valid.'), 2, '--scheduler'],
  [SLB, slb(INVALID, 'The specified bandwidth is not valid.'), 2, '--bandwidth'],
  [
    PORTABLE,
    slb('MissingParameter', 'The input parameter "AclId" that is mandatory is not supplied.'),
    2,
    '--access-list',
  ],
  [ELB, elb('ELB.1020', 'Lb ID is not correct.'), 2, '--loadbalancer-id'],
  [ELB_PORTABLE, elb('ELB.1020', 'Lb ID is not correct.'), 2, '--load-balancer'],
  [ELB, elb('ELB.1002', 'Find lb failed.', 404), 4, '--loadbalancer-id'],
  [ELB, elb('ELB.5020', 'The certificate ID must be 32 characters.'), 2, '--certificate-id'],
  [ELB_PORTABLE, elb('ELB.5040', 'The certificate does not exist.'), 4, '--certificate'],
  [ELB, elb('ELB.6061', 'listener protocol is not valid.'), 2, '--protocol'],
  [ELB, elb('ELB.6001', 'Request parameters error, "name" is nil.'), 2, '--name'],
])('%s refused with %j: exit %i, check %s', async (line, reply, exit, flag) => {
  const stub = await startStub(() => reply);
  const argv = [...line.split(' '), '--no-preflight', '--endpoint', stub.url, '-o', 'json'];
  const { code, stderr } = await run(argv, { env: ENV, hurry: true });
  await stub.close();
  expect(code).toBe(exit);
  const { error } = JSON.parse(stderr);
  expect(error.hint).toMatch(new RegExp(`^check ${flag}`));
  expect(error).not.toHaveProperty('parameter');
});

it.each([
  ['&#38;', '&'],
  ['&#x22;', '"'],
  ['&quot;', '"'],
  ['&amp;#38;', '&#38;'],
  ['&#x110000;', '&#x110000;'],
])('an error in XML is read with its entities: %s', async (entity, text) => {
  const body = `<?xml version="1.0"?><Error><Code>AclNotExist</Code><Message>a ${entity} b</Message></Error>`;
  const stub = await startStub(() => ({
    status: 400,
    headers: { 'content-type': 'text/xml' },
    body,
  }));
  const argv = [...SLB.split(' '), '--no-preflight', '--endpoint', stub.url, '-o', 'json'];
  const { stderr } = await run(argv, { env: ENV });
  await stub.close();
  expect(JSON.parse(stderr).error.message).toBe(`a ${text} b`);
});
