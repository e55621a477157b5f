import { describe, expect, it } from 'vitest';
import {
  call,
  type Fields,
  HTTP,
  HTTP_POOL,
  HTTPS,
  LAYER_7,
  made,
  NONE,
  on,
  PROJECT,
  post,
  put,
  refused,
  remove,
  SHARED,
  shown,
  TCP,
  TCP_POOL,
} from './harness.ts';

describe('forwarding policies', () => {
  it('redirect to a listener, and keep both from being deleted', async () => {
    const http = await made('listeners', HTTP);
    const https = await made('listeners', HTTPS);
    const policy = await made('l7policies', {
      action: 'REDIRECT_TO_LISTENER',
      listener_id: http.id,
      redirect_listener_id: https.id,
    });
    expect(policy).toMatchObject({ redirect_pool_id: null, provisioning_status: 'ACTIVE' });
    expect(refused(await remove(`listeners/${http.id}`))).toEqual([409, 'ELB.8907']);
    expect(refused(await remove(`listeners/${https.id}/force`))).toEqual([409, 'ELB.8907']);
    const { body } = await call('l7policies', { query: [['listener_id', http.id]] });
    expect(body.l7policies).toMatchObject([{ id: policy.id }]);
    expect((await remove(`listeners/${http.id}/force`)).status).toBe(204);
    expect(refused(await call(`l7policies/${policy.id}`))).toEqual([404, 'ELB.8904']);
    expect((await remove(`listeners/${https.id}`)).status).toBe(204);
  });

  it('keep their pool from being deleted', async () => {
    const { id } = await made('listeners', HTTP);
    const policy = await made('l7policies', {
      action: 'REDIRECT_TO_POOL',
      listener_id: id,
      redirect_pool_id: HTTP_POOL,
    });
    expect(refused(await remove(`pools/${HTTP_POOL}`))).toEqual([409, 'ELB.8907']);
    expect(refused(await remove(`pools/${HTTP_POOL}/delete-cascade`))).toEqual([409, 'ELB.8907']);
    expect((await put(`l7policies/${policy.id}`, { name: 'a' })).body.l7policy.name).toBe('a');
    expect((await remove(`l7policies/${policy.id}`)).status).toBe(204);
    expect((await remove(`pools/${HTTP_POOL}`)).status).toBe(204);
  });

  it.each<[string, Fields, Fields, Fields, string]>([
    ['TCP', TCP, {}, { action: 'REDIRECT_TO_POOL', redirect_pool_id: TCP_POOL }, 'ELB.8901'],
    ['no target', HTTP, {}, { action: 'REDIRECT_TO_POOL' }, 'ELB.8902'],
    ['a page without advanced forwarding', HTTP, {}, page(), 'ELB.8901'],
    ['a shared load balancer', on(SHARED, HTTP), on(SHARED, HTTPS), {}, 'ELB.8901'],
    ['a target on another one', HTTP, on(LAYER_7, HTTPS), {}, 'ELB.8901'],
  ])('are refused for %s', async (_name, from, to, policy, code) => {
    const listener_id = (await made('listeners', from)).id;
    const redirect =
      Object.keys(to).length === 0
        ? {}
        : {
            action: 'REDIRECT_TO_LISTENER',
            redirect_listener_id: (await made('listeners', to)).id,
          };
    const answer = await post('l7policies', { listener_id, ...redirect, ...policy });
    expect(refused(answer)).toEqual([400, code]);
  });

  function page(): Fields {
    return { action: 'FIXED_RESPONSE', fixed_response_config: { status_code: '207' } };
  }
});

describe.each(['v3', 'v2.0'])('tags of a listener by /%s', (version) => {
  const tags = (id: string) => `/${version}/${PROJECT}/listeners/${id}/tags`;
  const act = (id: string, action: string, list: unknown) =>
    call(`${tags(id)}/action`, { method: 'POST', body: { action, tags: list } });
  const A = { key: 'a', value: '1' };
  const B = { key: 'b-b', value: '' };

  it('are added, replaced and deleted', async () => {
    const { id } = await made('listeners', { ...TCP, tags: [A] });
    expect((await act(id, 'create', [{ ...A, value: '2' }, B])).status).toBe(204);
    const both = (await call(tags(id))).body.tags;
    expect(both).toEqual([{ key: 'a', value: '2' }, B]);
    expect((await shown(`listeners/${id}`)).tags).toEqual(both);
    expect((await remove(`${tags(id)}/${B.key}`)).status).toBe(204);
    expect((await act(id, 'delete', [{ key: 'a' }])).status).toBe(204);
    expect((await call(tags(id))).body.tags).toEqual([]);
  });

  it('are refused', async () => {
    const { id } = await made('listeners', TCP);
    for (const [answer, code] of [
      [await act(id, 'create', [A, A]), 'VPC.1814'],
      [await act(id, 'create', [{ key: '' }]), 'VPC.1801'],
      [await act(id, 'replace', [A]), 'VPC.1801'],
      [await act(NONE, 'create', [A]), 'VPC.1814'],
      [await remove(`${tags(id)}/none`), 'VPC.1814'],
    ] as const) {
      expect(refused(answer)).toEqual([400, code]);
    }
  });
});
