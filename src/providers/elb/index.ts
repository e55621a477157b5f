import type { Provider } from '../provider.ts';
import { readBody } from './body.ts';
import { calls } from './calls.ts';
import { errors } from './errors.ts';
import { fields } from './fields.ts';
import { decode, valuesOf } from './native.ts';
import { filters, form } from './parameters.ts';
import { endpoint } from './regions.ts';
import { rules } from './rules.ts';
import { session } from './session.ts';
import { sign } from './signer.ts';
import { planUpdate } from './update.ts';

/** The classic Elastic Load Balance API v1.0 of Huawei Cloud and the clouds built on it. */
export const provider: Provider = {
  id: 'elb',
  title: 'Huawei Cloud ELB (classic, API v1.0)',
  nouns: [
    {
      noun: 'listener',
      summary: 'listeners, with the API\u2019s own parameter names',
      verbs: ['create', 'update', 'show', 'list', 'delete'],
    },
  ],
  fields,
  filters,
  rules,
  // The examples of both pages keep the pages' rules, so none needs an exception.
  examples: [],
  regionParameter: null,
  settings: {
    region: ['HW_REGION_NAME', 'OS_REGION_NAME', 'OS_REGION'],
    accessKey: ['HUAWEICLOUD_SDK_AK', 'HW_ACCESS_KEY', 'OS_ACCESS_KEY'],
    secretKey: ['HUAWEICLOUD_SDK_SK', 'HW_SECRET_KEY', 'OS_SECRET_KEY'],
    securityToken: ['HUAWEICLOUD_SDK_SECURITY_TOKEN', 'HW_SECURITY_TOKEN'],
    projectId: ['HUAWEICLOUD_SDK_PROJECT_ID', 'OS_PROJECT_ID', 'OS_TENANT_ID'],
    projectName: ['HW_PROJECT_NAME', 'OS_PROJECT_NAME', 'OS_TENANT_NAME'],
    token: ['OS_TOKEN', 'OS_AUTH_TOKEN'],
    authUrl: ['OS_AUTH_URL'],
    username: ['OS_USERNAME'],
    userId: ['OS_USER_ID', 'OS_USERID'],
    password: ['OS_PASSWORD'],
    userDomainName: ['OS_USER_DOMAIN_NAME', 'OS_DOMAIN_NAME'],
    userDomainId: ['OS_USER_DOMAIN_ID'],
    projectDomainName: ['OS_PROJECT_DOMAIN_NAME'],
    projectDomainId: ['OS_PROJECT_DOMAIN_ID'],
  },
  errors,
  nounFor: () => 'listener',
  form,
  readBody,
  reference: (text) => {
    if (text === '') return { problem: 'must not be empty' };
    return /^[0-9a-f]{32}$/.test(text) ? { by: 'id', id: text } : { by: 'name', name: text };
  },
  endpoint,
  decode,
  valuesOf,
  calls,
  planUpdate,
  sign,
  session,
};
