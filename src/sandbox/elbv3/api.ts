import type { Api, Context, HttpRequest, Operation } from '../http.ts';
import {
  answer,
  errorAnswer,
  gatewayErrors,
  newRequestId,
  notPublished,
} from '../huawei/answer.ts';
import { authorize, hasCredentials } from '../huawei/signature.ts';
import type { Shown } from './call.ts';
import { Elbv3Error } from './errors.ts';
import { OPERATIONS } from './operations.ts';

const VERSIONS: Shown = {
  versions: [
    { id: 'v3', status: 'CURRENT' },
    { id: 'v2', status: 'STABLE' },
    { id: 'v2.0', status: 'STABLE' },
  ],
};

/** Tags are beside the service of load balancers, and also where the version before had them. */
const SERVICE = /^\/v3\/([^/]+)\/elb\/(.+?)\/?$/;
const TAGS = /^\/(?:v3|v2\.0)\/([^/]+)(\/listeners\/[^/]+\/tags(?:\/.+?)?)\/?$/;

export function isElbv3Request({ path }: HttpRequest): boolean {
  return path === '/versions' || SERVICE.test(path) || TAGS.test(path);
}

/**
 * ELB v3, for dedicated and shared load balancers.
 *
 * Sources: API reference of Open Telekom Cloud ELB; Huawei Cloud's SDK for what only that cloud has.
 */
export const elbv3: Api = {
  prepare(request, context) {
    if (request.path === '/versions') {
      return { mutates: false, run: () => answer(200, VERSIONS, newRequestId(context)) };
    }
    return prepareOperation(request, context);
  },
  errorResponse: (error, _request, context) =>
    errorAnswer(error, context, (message) => new Elbv3Error('ELB.8906', message, 500)),
  errors: gatewayErrors,
};

function prepareOperation(request: HttpRequest, context: Context): Operation {
  const [, project, path = ''] = SERVICE.exec(request.path) ?? TAGS.exec(request.path) ?? [];
  if (!hasCredentials(request)) {
    throw new Elbv3Error('SYS.0401', 'Authentication required.', 401);
  }
  authorize(request, project, context.now);
  for (const { method, pattern, status, run } of OPERATIONS) {
    const match = method === request.method ? pattern.exec(path) : null;
    if (match === null) continue;
    const [, id = '', child = ''] = match.map((part) => decode(part));
    return {
      mutates: method !== 'GET',
      run: (state) => {
        const body = run({ request, context, state: state.elbv3, id, child });
        const requestId = newRequestId(context);
        const whole = body === undefined ? undefined : { ...body, request_id: requestId };
        return answer(status, whole, requestId);
      },
    };
  }
  throw notPublished();
}

function decode(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    throw new Elbv3Error('ELB.8902', 'Malformed request URI.');
  }
}
