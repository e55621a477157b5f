"""Accounts, roles and the catalogue, made through Keystone's API; prints the openrc of `demo`.

usage: accounts.py KEYSTONE OCTAVIA      What is there already is kept.
"""
import json
import sys
import urllib.error
import urllib.request

KEYSTONE, OCTAVIA = sys.argv[1:]
token = None


def call(method, path, body=None):
    headers = {'Content-Type': 'application/json', **({'X-Auth-Token': token} if token else {})}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(KEYSTONE + path, data, headers, method=method)
    try:
        answer = urllib.request.urlopen(request, timeout=60)
    except urllib.error.HTTPError as error:
        if error.code != 409:
            raise SystemExit(f'{method} {path}: {error.code} {error.read().decode()}')
        answer = error
    text = answer.read()
    return answer.headers, json.loads(text) if text else None


def login(user, project):
    global token
    identity = {'methods': ['password'], 'password': {'user': {'name': user, 'domain': {'id': 'default'}, 'password': user}}}
    scope = {'project': {'name': project, 'domain': {'id': 'default'}}}
    headers, _ = call('POST', '/auth/tokens', {'auth': {'identity': identity, 'scope': scope}})
    token = headers['X-Subject-Token']


def ensure(kind, **values):
    _, found = call('GET', f'/{kind}s?name={values["name"]}')
    if found[kind + 's']:
        return found[kind + 's'][0]['id']
    return call('POST', f'/{kind}s', {kind: values})[1][kind]['id']


def account(user, project, *roles):
    user_id = ensure('user', name=user, domain_id='default', password=user)
    project_id = ensure('project', name=project, domain_id='default')
    for role in roles:
        call('PUT', f'/projects/{project_id}/users/{user_id}/roles/{ensure("role", name=role)}')
    return user_id


login('admin', 'admin')
account('octavia', 'service', 'admin')
account('admin', 'admin', 'load-balancer_admin')
demo = account('demo', 'demo', 'member', 'load-balancer_member')
account('observer', 'demo', 'reader', 'load-balancer_observer')
account('other', 'other', 'member', 'load-balancer_member')
service = ensure('service', name='octavia', type='load-balancer')
_, known = call('GET', f'/endpoints?service_id={service}')
for interface in {'public', 'internal'} - {endpoint['interface'] for endpoint in known['endpoints']}:
    endpoint = {'service_id': service, 'interface': interface, 'region_id': 'RegionOne', 'url': OCTAVIA}
    call('POST', '/endpoints', {'endpoint': endpoint})
login('demo', 'demo')
call('POST', f'/users/{demo}/application_credentials', {'application_credential': {'name': 'lbctl', 'secret': 'of-lbctl'}})
_, found = call('GET', f'/users/{demo}/application_credentials?name=lbctl')
print(f'''export OS_AUTH_URL={KEYSTONE} OS_REGION_NAME=RegionOne OS_IDENTITY_API_VERSION=3
export OS_USERNAME=demo OS_PASSWORD=demo OS_PROJECT_NAME=demo OS_USER_DOMAIN_ID=default OS_PROJECT_DOMAIN_ID=default
# or: OS_APPLICATION_CREDENTIAL_ID={found['application_credentials'][0]['id']} OS_APPLICATION_CREDENTIAL_SECRET=of-lbctl''')
