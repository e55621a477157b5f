import { spawnSync } from 'node:child_process';

function have(command, ...argv) {
  return spawnSync(command, argv, { stdio: 'ignore' }).status === 0;
}

function words(text) {
  return text.split(' ');
}

const ARN = 'arn:aws:elasticloadbalancing:us-east-1:1';

/** What people use today, as far as it is installed (Debian: python3-octaviaclient, awscli). */
export function findPeers(endpoint, env) {
  const found = [];
  if (have('openstack', 'loadbalancer', 'listener', 'create', '--help')) {
    found.push({
      name: 'openstack loadbalancer listener create',
      command: 'openstack',
      argv: words('loadbalancer listener create --protocol TCP --protocol-port 80 --name bench b'),
      env: {
        ...env,
        OS_AUTH_URL: `${endpoint}/v3`,
        OS_USERNAME: 'u',
        OS_PASSWORD: 'p',
        OS_PROJECT_NAME: 'p',
        OS_USER_DOMAIN_NAME: 'd',
        OS_PROJECT_DOMAIN_NAME: 'd',
        OS_IDENTITY_API_VERSION: '3',
      },
    });
  }
  if (have('aws', '--version')) {
    found.push({
      name: 'aws elbv2 create-listener',
      command: 'aws',
      argv: words(
        `elbv2 create-listener --load-balancer-arn ${ARN}:loadbalancer/app/b/1 --protocol HTTP --port 80 --default-actions Type=forward,TargetGroupArn=${ARN}:targetgroup/t/1 --endpoint-url ${endpoint} --region us-east-1`,
      ),
      env: { ...env, AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 's' },
    });
  }
  return found;
}
