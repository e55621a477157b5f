import { BUSY, final, type Meaning, OUTAGE } from '../error-answer.ts';

const NOT_FOUND = final('not-found');
const STATE = final('conflict');
const QUOTA = final(
  'conflict',
  'the quota is used up; delete what is not needed, or ask Alibaba Cloud for a higher quota',
);
const CLOCK = final(
  'auth',
  'the clock of this machine is off by more than 15 minutes; set it and try again',
);
const KEY = final(
  'auth',
  'check the access key id: it must exist, be enabled, and belong to this cloud',
);
const SIGNATURE = final(
  'auth',
  'check the access key secret: the signature was made with a different one',
);
const PERMISSION = final(
  'auth',
  'the account is not allowed to do this; ask for a RAM policy that allows the slb: action',
);
const REGION: Meaning = { ...final('validation'), parameter: 'RegionId' };
const REFUSED = final('validation');

/** Codes with several meanings, told apart by message as in the vendor's Terraform provider. */
export const MESSAGES: readonly (Meaning & {
  readonly code?: string;
  readonly message: RegExp;
})[] = [
  { code: 'InvalidParameter', message: /specified resource does not exist/i, ...NOT_FOUND },
  { code: 'InvalidParameter', message: /resource already exists/i, ...STATE },
  {
    code: 'InvalidParameter',
    message: /ServerGroupId does not exist/i,
    ...NOT_FOUND,
    hint: 'the server group must exist and belong to the same load balancer',
  },
  { message: /RegionId does not exist|region is not exist/i, ...REGION },
  {
    code: 'InvalidParameter',
    message: /ServerCertificateId is (not Support|empty)/i,
    ...REFUSED,
    hint: 'use the id of the certificate in SLB, not its id in the certificate service',
  },
  {
    code: 'InvalidParameter',
    message: /exceeds the maximum bandwidth/i,
    ...STATE,
    hint: 'the bandwidths of all listeners together cannot exceed that of the load balancer',
  },
  { code: 'InvalidParameter', message: /Action or Version/, ...final('internal') },
  {
    code: 'MissingParameter',
    message: /\b(Signature\w*|TimeStamp|AccessKeyId)\b/i,
    ...SIGNATURE,
    hint: 'a proxy may be removing the signature headers; check the proxy settings',
  },
  {
    code: 'ActionNotAllowed',
    message: /Locked for/i,
    ...STATE,
    hint: 'the load balancer is locked',
  },
  {
    code: 'Operation.NotAllowed',
    message: /HTTP listener does not support this action/i,
    ...STATE,
    hint: 'a listener that redirects its clients can only be deleted and created again',
  },
];

/** The first match applies. */
export const CODES: readonly (Meaning & { readonly code: RegExp })[] = [
  {
    code: exactly(
      'ServiceIsConfiguring',
      'OperationBusy',
      'BackendServer.configuring',
      'ServiceIsStopping',
      'SystemBusy',
      'OperationFailed.ListenerStatusNotSupport',
      'VServerGroupProcessing',
      'DomainExtensionProcessing',
      'OperationFailed.TokenIsProcessing',
      'AclEntryProcessing',
    ),
    ...BUSY,
  },
  { code: /^Throttling\b|\.Throttling\b/, ...BUSY },
  // ProcessingSameRequest may still succeed, so a create must look the listener up before a retry.
  { code: exactly('ProcessingSameRequest', 'ServiceUnavailable'), ...OUTAGE },
  { code: /^Internal(Invoke)?Error$/, kind: 'internal', retry: 'safe' },
  { code: exactly('ListenerNotFound', 'InvalidLoadBalancerId.NotFound'), ...NOT_FOUND },
  { code: exactly('ListenerAlreadyExists'), ...STATE },
  { code: /OverLimit$|^VipTooMany|^TooMany|Quota/, ...QUOTA },
  { code: /^InvalidAccessKeyId|^Forbidden\.AccessKeyDisabled$/, ...KEY },
  { code: /^(SignatureDoesNotMatch|IncompleteSignature)/, ...SIGNATURE },
  { code: /^(IllegalTimestamp|InvalidTimeStamp)/i, ...CLOCK },
  {
    // A proxy has sent the request twice; the first may have succeeded.
    code: exactly('SignatureNonceUsed'),
    kind: 'auth',
    retry: 'safe',
    hint: 'the same signed request reached SLB twice; check for a proxy that repeats requests',
  },
  {
    code: /SecurityToken/,
    ...final('auth', 'the temporary credentials have expired or do not match; get new ones'),
    sessionEnded: true,
  },
  { code: /^(Forbidden|Forbbiden|NoPermission)(\.|$)/, ...PERMISSION },
  {
    code: exactly(
      'Abs.VServerGroupIdAndMasterSlaveServerGroupId.MissMatch',
      'VipNotMatchRspool',
      'VServerGroupEmpty',
      'ActionNotAllowed',
      'Operation.NotAllowed',
      'CheckedListenerNotFound',
      'UnsupportedOperationonfixedprotocalport',
      'TcpNotSupportForHybridLb',
      'LbNotSupportTcpssl',
      'LbSupportTcpsslOnly',
      'UnsupportedOperation',
      'UnsupportedParameter',
    ),
    ...STATE,
  },
  {
    code: /^ResourceNotAvail[ai]ble/,
    ...STATE,
    hint: 'this account cannot create such a listener in this region; ask Alibaba Cloud',
  },
  { code: /^InvalidRegionId/, ...REGION },
  { code: exactly('AclNotExist'), ...NOT_FOUND, parameter: 'AclId' },
  { code: exactly('CertificateNotExist'), ...NOT_FOUND, parameter: 'ServerCertificateId' },
  { code: /^Invalid(V|MasterSlave)?ServerGroupId\.NotFound$/, ...NOT_FOUND },
  { code: /^(Invalid|Missing)Parameter$|^InvalidParamLength\./, ...REFUSED },
];

function exactly(...codes: readonly string[]): RegExp {
  return new RegExp(`^(${codes.map((code) => code.replaceAll('.', '\\.')).join('|')})$`);
}
