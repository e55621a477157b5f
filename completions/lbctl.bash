# lbctl completion for bash. Install it with:
#   lbctl completion bash > ~/.local/share/bash-completion/completions/lbctl
# or for this shell alone:
#   source <(lbctl completion bash)

_lbctl_ask() {
  "${COMP_WORDS[0]}" __complete "$1" -- "${COMP_WORDS[@]:1}" 2>/dev/null
}

_lbctl_values() {
  case "$1" in
    'listener create --load-balancer'|'listener update --load-balancer'|'listener list --load-balancer'|'listener copy --load-balancer'|'elb listener create --loadbalancer-id'|'elb listener list --loadbalancer-id'|'slb http-listener create --load-balancer-id'|'slb http-listener update --load-balancer-id'|'slb http-listener show --load-balancer-id'|'slb http-listener start --load-balancer-id'|'slb http-listener stop --load-balancer-id'|'slb http-listener delete --load-balancer-id'|'slb https-listener create --load-balancer-id'|'slb https-listener update --load-balancer-id'|'slb https-listener show --load-balancer-id'|'slb https-listener start --load-balancer-id'|'slb https-listener stop --load-balancer-id'|'slb https-listener delete --load-balancer-id'|'slb tcp-listener create --load-balancer-id'|'slb tcp-listener update --load-balancer-id'|'slb tcp-listener show --load-balancer-id'|'slb tcp-listener start --load-balancer-id'|'slb tcp-listener stop --load-balancer-id'|'slb tcp-listener delete --load-balancer-id'|'slb udp-listener create --load-balancer-id'|'slb udp-listener update --load-balancer-id'|'slb udp-listener show --load-balancer-id'|'slb udp-listener start --load-balancer-id'|'slb udp-listener stop --load-balancer-id'|'slb udp-listener delete --load-balancer-id'|'slb listener list --load-balancer-id')
      _lbctl_ask load-balancer ;;
    'listener create --protocol'|'listener update --protocol'|'listener list --protocol'|'listener copy --protocol')
      echo 'http https tcp udp ssl' ;;
    'listener create --backend-protocol'|'listener update --backend-protocol'|'listener copy --backend-protocol')
      echo 'http tcp udp' ;;
    'listener create --algorithm'|'listener update --algorithm'|'listener copy --algorithm')
      echo 'round-robin weighted-round-robin least-connections weighted-least-connections source-ip four-tuple connection-id' ;;
    'listener create --sticky-session'|'listener update --sticky-session'|'listener copy --sticky-session')
      echo 'off insert rewrite source-ip' ;;
    'listener create --tls-policy'|'listener update --tls-policy'|'listener copy --tls-policy')
      echo 'tls-1.0 tls-1.1 tls-1.2 tls-1.2-strict tls-1.2-strict-1.3' ;;
    'listener create --http2'|'listener create --gzip'|'listener create --health-check'|'listener create --proxy-protocol'|'listener update --http2'|'listener update --gzip'|'listener update --health-check'|'listener update --proxy-protocol'|'listener copy --http2'|'listener copy --gzip'|'listener copy --health-check'|'listener copy --proxy-protocol'|'slb http-listener create --health-check'|'slb http-listener create --listener-forward'|'slb http-listener create --gzip'|'slb http-listener create --sticky-session'|'slb http-listener create --x-forwarded-for'|'slb http-listener create --x-forwarded-for-slb-id'|'slb http-listener create --x-forwarded-for-slb-ip'|'slb http-listener create --x-forwarded-for-slb-port'|'slb http-listener create --x-forwarded-for-proto'|'slb http-listener create --x-forwarded-for-client-src-port'|'slb http-listener create --acl-status'|'slb http-listener update --vserver-group'|'slb http-listener update --gzip'|'slb http-listener update --sticky-session'|'slb http-listener update --x-forwarded-for'|'slb http-listener update --x-forwarded-for-slb-id'|'slb http-listener update --x-forwarded-for-slb-ip'|'slb http-listener update --x-forwarded-for-slb-port'|'slb http-listener update --x-forwarded-for-proto'|'slb http-listener update --x-forwarded-for-client-src-port'|'slb http-listener update --health-check'|'slb http-listener update --acl-status'|'slb https-listener create --sticky-session'|'slb https-listener create --health-check'|'slb https-listener create --enable-http2'|'slb https-listener create --gzip'|'slb https-listener create --x-forwarded-for'|'slb https-listener create --x-forwarded-for-slb-id'|'slb https-listener create --x-forwarded-for-slb-ip'|'slb https-listener create --x-forwarded-for-slb-port'|'slb https-listener create --x-forwarded-for-proto'|'slb https-listener create --x-forwarded-for-client-src-port'|'slb https-listener create --acl-status'|'slb https-listener update --vserver-group'|'slb https-listener update --enable-http2'|'slb https-listener update --gzip'|'slb https-listener update --sticky-session'|'slb https-listener update --x-forwarded-for'|'slb https-listener update --x-forwarded-for-slb-id'|'slb https-listener update --x-forwarded-for-slb-ip'|'slb https-listener update --x-forwarded-for-slb-port'|'slb https-listener update --x-forwarded-for-proto'|'slb https-listener update --x-forwarded-for-client-src-port'|'slb https-listener update --health-check'|'slb https-listener update --acl-status'|'slb tcp-listener create --connection-drain'|'slb tcp-listener create --health-check-switch'|'slb tcp-listener create --acl-status'|'slb tcp-listener update --vserver-group'|'slb tcp-listener update --master-slave-server-group'|'slb tcp-listener update --connection-drain'|'slb tcp-listener update --health-check-switch'|'slb tcp-listener update --acl-status'|'slb udp-listener create --health-check-switch'|'slb udp-listener create --acl-status'|'slb udp-listener update --vserver-group'|'slb udp-listener update --master-slave-server-group'|'slb udp-listener update --health-check-switch'|'slb udp-listener update --acl-status')
      echo 'on off' ;;
    'listener create --forwarded-headers'|'listener update --forwarded-headers'|'listener copy --forwarded-headers')
      echo 'for slb-id slb-ip slb-port proto client-port' ;;
    'listener create --health-check-protocol'|'listener update --health-check-protocol'|'listener copy --health-check-protocol'|'slb tcp-listener create --health-check-type'|'slb tcp-listener update --health-check-type')
      echo 'tcp http' ;;
    'listener create --health-check-codes'|'listener update --health-check-codes'|'listener copy --health-check-codes')
      echo '2xx 3xx 4xx 5xx' ;;
    'listener create --health-check-method'|'listener update --health-check-method'|'listener copy --health-check-method'|'slb http-listener create --health-check-method'|'slb http-listener update --health-check-method'|'slb https-listener create --health-check-method'|'slb https-listener update --health-check-method')
      echo 'head get' ;;
    'listener create --access'|'listener update --access'|'listener copy --access')
      echo 'off allow deny' ;;
    'listener update <>'|'listener show <>'|'listener start <>'|'listener stop <>'|'listener delete <>'|'listener wait <>'|'listener copy <>'|'elb listener update <>'|'elb listener show <>'|'elb listener delete <>'|'slb http-listener update <>'|'slb http-listener show <>'|'slb http-listener start <>'|'slb http-listener stop <>'|'slb http-listener delete <>'|'slb https-listener update <>'|'slb https-listener show <>'|'slb https-listener start <>'|'slb https-listener stop <>'|'slb https-listener delete <>'|'slb tcp-listener update <>'|'slb tcp-listener show <>'|'slb tcp-listener start <>'|'slb tcp-listener stop <>'|'slb tcp-listener delete <>'|'slb udp-listener update <>'|'slb udp-listener show <>'|'slb udp-listener start <>'|'slb udp-listener stop <>'|'slb udp-listener delete <>')
      _lbctl_ask listener ;;
    'listener list --status'|'elb listener list --status'|'slb listener list --status')
      echo 'running stopped starting stopping configuring pending error unknown' ;;
    'listener wait --for')
      echo 'settled running stopped starting stopping configuring pending error unknown deleted' ;;
    'listener validate --format')
      echo 'text github sarif' ;;
    'listener export --format')
      echo 'manifest terraform' ;;
    'elb listener create --protocol'|'elb listener list --protocol')
      echo 'HTTP TCP HTTPS SSL UDP' ;;
    'elb listener create --backend-protocol'|'elb listener list --backend-protocol')
      echo 'HTTP TCP UDP' ;;
    'elb listener create --lb-algorithm'|'elb listener update --lb-algorithm'|'elb listener list --lb-algorithm')
      echo 'roundrobin leastconn source' ;;
    'elb listener create --sticky-session-type'|'elb listener list --sticky-session-type')
      echo 'insert' ;;
    'elb listener create --ssl-protocols'|'elb listener update --ssl-protocols'|'elb listener list --ssl-protocols')
      echo 'TLSv1.2 TLSv1.2 TLSv1.1 TLSv1' ;;
    'elb listener create --ssl-ciphers'|'elb listener update --ssl-ciphers'|'elb listener list --ssl-ciphers')
      echo 'Default Extended Strict' ;;
    'elb listener create --from-file'|'elb listener update --from-file'|'slb http-listener create --from-file'|'slb http-listener update --from-file'|'slb https-listener create --from-file'|'slb https-listener update --from-file'|'slb tcp-listener create --from-file'|'slb tcp-listener update --from-file'|'slb udp-listener create --from-file'|'slb udp-listener update --from-file')
      echo '<file>' ;;
    'slb http-listener create --scheduler'|'slb http-listener update --scheduler'|'slb https-listener create --scheduler'|'slb https-listener update --scheduler')
      echo 'wrr rr wlc' ;;
    'slb http-listener create --sticky-session-type'|'slb http-listener update --sticky-session-type'|'slb https-listener create --sticky-session-type'|'slb https-listener update --sticky-session-type')
      echo 'insert server' ;;
    'slb http-listener create --health-check-http-code'|'slb http-listener update --health-check-http-code'|'slb https-listener create --health-check-http-code'|'slb https-listener update --health-check-http-code'|'slb tcp-listener create --health-check-http-code'|'slb tcp-listener update --health-check-http-code')
      echo 'http_2xx http_3xx http_4xx http_5xx' ;;
    'slb http-listener create --acl-type'|'slb http-listener update --acl-type'|'slb https-listener create --acl-type'|'slb https-listener update --acl-type'|'slb tcp-listener create --acl-type'|'slb tcp-listener update --acl-type'|'slb udp-listener create --acl-type'|'slb udp-listener update --acl-type')
      echo 'white black' ;;
    'slb https-listener create --tls-cipher-policy'|'slb https-listener update --tls-cipher-policy')
      echo 'tls_cipher_policy_1_0 tls_cipher_policy_1_1 tls_cipher_policy_1_2 tls_cipher_policy_1_2_strict tls_cipher_policy_1_2_strict_with_1_3' ;;
    'slb tcp-listener create --scheduler'|'slb tcp-listener update --scheduler')
      echo 'wrr rr sch tch wlc' ;;
    'slb tcp-listener create --proxy-protocol-v2-enabled'|'slb tcp-listener update --proxy-protocol-v2-enabled'|'slb udp-listener create --proxy-protocol-v2-enabled'|'slb udp-listener update --proxy-protocol-v2-enabled')
      echo 'true false' ;;
    'slb tcp-listener update --syn-proxy')
      echo 'enable disable' ;;
    'slb udp-listener create --scheduler'|'slb udp-listener update --scheduler')
      echo 'wrr rr sch tch qch wlc' ;;
    'slb listener list --listener-protocol')
      echo 'http https tcp udp' ;;
    'explain <>')
      _lbctl_ask word ;;
    'completion <>')
      echo 'bash zsh fish powershell' ;;
    'help <>')
      echo 'exit-codes environment manifests output' ;;
    *' --profile')
      _lbctl_ask profile ;;
    *' --provider')
      echo 'elb slb' ;;
    *' --output'|*' -o')
      echo 'table json yaml tsv id' ;;
    *' --color')
      echo 'auto always never' ;;
  esac
}

_lbctl() {
  local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}"
  local path='' word='' flag='' commands='' flags='' values='' i
  # "--flag=value" comes as three words, since = breaks words in bash.
  if [[ $cur == '=' ]]; then
    flag=$prev cur=''
  elif [[ $prev == '=' ]]; then
    flag="${COMP_WORDS[COMP_CWORD-2]}"
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="${COMP_WORDS[i]}"
    case "$word" in
      --access|--access-key|--access-list|--acl-id|--acl-status|--acl-type|--algorithm|--aliyun-profile|--as|--auth-url|--backend-group|--backend-pair|--backend-port|--backend-protocol|--backend-server-port|--bandwidth|--ca-certificate|--ca-certificate-id|--ca-file|--certificate|--certificate-id|--certificates|--cloud|--color|--columns|--concurrency|--connection-drain|--connection-drain-timeout|--cookie|--cookie-timeout|--credential-process|--credentials-uri|--description|--drain|--ecs-ram-role|--enable-http2|--endpoint|--established-timeout|--external-id|--fault|--file|--for|--format|--forward-port|--forwarded-headers|--from-file|--gzip|--health-check|--health-check-codes|--health-check-connect-port|--health-check-connect-timeout|--health-check-domain|--health-check-exp|--health-check-expect|--health-check-healthy|--health-check-http-code|--health-check-interval|--health-check-method|--health-check-path|--health-check-port|--health-check-protocol|--health-check-req|--health-check-request|--health-check-switch|--health-check-timeout|--health-check-type|--health-check-unhealthy|--health-check-uri|--healthy-threshold|--http2|--idle-timeout|--latency|--lb-algorithm|--listener-forward|--listener-port|--listener-protocol|--load-balancer|--load-balancer-id|--loadbalancer-id|--master-slave-server-group|--master-slave-server-group-id|--name|--oidc-provider-arn|--oidc-token-file|--output|--persistence-timeout|--port|--profile|--project-domain-id|--project-domain-name|--project-id|--project-name|--protocol|--provider|--proxy-protocol|--proxy-protocol-v2-enabled|--query|--ram-role-arn|--redirect-to|--region|--region-id|--request-timeout|--retries|--role-session-name|--scheduler|--seed|--server-certificate-id|--sni-certificate|--ssl-ciphers|--ssl-protocols|--state|--status|--sticky-cookie|--sticky-session|--sticky-session-type|--sticky-timeout|--sts-endpoint|--syn-proxy|--tag|--tcp-draining-timeout|--tcp-timeout|--timeout|--tls-cipher-policy|--tls-policy|--to-profile|--to-region|--udp-timeout|--unhealthy-threshold|--unset|--user-domain-id|--user-domain-name|--user-id|--username|--vserver-group|--vserver-group-id|--wait-timeout|--x-forwarded-for|--x-forwarded-for-client-src-port|--x-forwarded-for-proto|--x-forwarded-for-slb-id|--x-forwarded-for-slb-ip|--x-forwarded-for-slb-port|-f|-o)
        if [[ ${COMP_WORDS[i+1]} == '=' ]]; then ((i += 2)); else ((i += 1)); fi
        if ((i == COMP_CWORD)) && [[ -z $flag ]]; then flag=$word; fi ;;
      -*) ;;
      *)
        case "${path:+$path }$word" in
          'listener'|'listener create'|'listener update'|'listener show'|'listener list'|'listener start'|'listener stop'|'listener delete'|'listener wait'|'listener validate'|'listener diff'|'listener apply'|'listener export'|'listener copy'|'elb'|'elb listener'|'elb listener create'|'elb listener update'|'elb listener show'|'elb listener list'|'elb listener delete'|'slb'|'slb http-listener'|'slb http-listener create'|'slb http-listener update'|'slb http-listener show'|'slb http-listener start'|'slb http-listener stop'|'slb http-listener delete'|'slb https-listener'|'slb https-listener create'|'slb https-listener update'|'slb https-listener show'|'slb https-listener start'|'slb https-listener stop'|'slb https-listener delete'|'slb tcp-listener'|'slb tcp-listener create'|'slb tcp-listener update'|'slb tcp-listener show'|'slb tcp-listener start'|'slb tcp-listener stop'|'slb tcp-listener delete'|'slb udp-listener'|'slb udp-listener create'|'slb udp-listener update'|'slb udp-listener show'|'slb udp-listener start'|'slb udp-listener stop'|'slb udp-listener delete'|'slb listener'|'slb listener list'|'sandbox'|'sandbox start'|'sandbox status'|'sandbox reset'|'profile'|'profile list'|'profile show'|'profile set'|'profile use'|'profile delete'|'profile import'|'doctor'|'explain'|'completion'|'help')
            path="${path:+$path }$word" ;;
        esac ;;
    esac
  done
  if [[ -n $flag ]]; then
    values=$(_lbctl_values "$path $flag")
  elif [[ $cur == -* ]]; then
    :
  else
    values=$(_lbctl_values "$path <>")
  fi
  if [[ $values == '<file>' ]]; then
    COMPREPLY=($(compgen -f -- "$cur"))
    compopt -o filenames 2>/dev/null
    return
  fi
  if [[ -n $flag ]]; then
    COMPREPLY=($(compgen -W "$values" -- "$cur"))
    return
  fi
  case "$path" in
    '')
      commands='listener elb slb sandbox profile doctor explain completion help'
      flags='' ;;
    'listener')
      commands='create update show list start stop delete wait validate diff apply export copy'
      flags='' ;;
    'listener create')
      commands=''
      flags='--load-balancer --protocol --port --name --description --backend-protocol --backend-port --backend-group --backend-pair --algorithm --bandwidth --sticky-session --sticky-timeout --sticky-cookie --idle-timeout --request-timeout --drain --certificate --sni-certificate --ca-certificate --tls-policy --http2 --gzip --forwarded-headers --health-check --health-check-protocol --health-check-port --health-check-path --health-check-domain --health-check-codes --health-check-method --health-check-interval --health-check-timeout --health-check-healthy --health-check-unhealthy --health-check-request --health-check-expect --access --access-list --redirect-to --proxy-protocol --tag --start --interactive --no-preflight' ;;
    'listener update')
      commands=''
      flags='--load-balancer --protocol --port --name --description --backend-protocol --backend-port --backend-group --backend-pair --algorithm --bandwidth --sticky-session --sticky-timeout --sticky-cookie --idle-timeout --request-timeout --drain --certificate --sni-certificate --ca-certificate --tls-policy --http2 --gzip --forwarded-headers --health-check --health-check-protocol --health-check-port --health-check-path --health-check-domain --health-check-codes --health-check-method --health-check-interval --health-check-timeout --health-check-healthy --health-check-unhealthy --health-check-request --health-check-expect --access --access-list --redirect-to --proxy-protocol --tag --no-preflight' ;;
    'listener show')
      commands=''
      flags='' ;;
    'listener list')
      commands=''
      flags='--load-balancer --protocol --port --name --status' ;;
    'listener start')
      commands=''
      flags='' ;;
    'listener stop')
      commands=''
      flags='' ;;
    'listener delete')
      commands=''
      flags='--ignore-missing' ;;
    'listener wait')
      commands=''
      flags='--for' ;;
    'listener validate')
      commands=''
      flags='--file --format --schema' ;;
    'listener diff')
      commands=''
      flags='--file --prune --concurrency --no-preflight' ;;
    'listener apply')
      commands=''
      flags='--file --prune --concurrency --no-preflight --allow-replace' ;;
    'listener export')
      commands=''
      flags='--load-balancer --all --format' ;;
    'listener copy')
      commands=''
      flags='--to-profile --to-region --allow-loss --start --no-preflight --load-balancer --protocol --port --name --description --backend-protocol --backend-port --backend-group --backend-pair --algorithm --bandwidth --sticky-session --sticky-timeout --sticky-cookie --idle-timeout --request-timeout --drain --certificate --sni-certificate --ca-certificate --tls-policy --http2 --gzip --forwarded-headers --health-check --health-check-protocol --health-check-port --health-check-path --health-check-domain --health-check-codes --health-check-method --health-check-interval --health-check-timeout --health-check-healthy --health-check-unhealthy --health-check-request --health-check-expect --access --access-list --redirect-to --proxy-protocol --tag' ;;
    'elb')
      commands='listener'
      flags='' ;;
    'elb listener')
      commands='create update show list delete'
      flags='' ;;
    'elb listener create')
      commands=''
      flags='--name --loadbalancer-id --protocol --port --backend-protocol --backend-port --lb-algorithm --description --session-sticky --no-session-sticky --sticky-session-type --cookie-timeout --tcp-timeout --tcp-draining --no-tcp-draining --tcp-draining-timeout --certificate-id --certificates --udp-timeout --ssl-protocols --ssl-ciphers --from-file --interactive --no-preflight' ;;
    'elb listener update')
      commands=''
      flags='--name --description --port --backend-port --lb-algorithm --tcp-timeout --tcp-draining --no-tcp-draining --tcp-draining-timeout --certificate-id --certificates --udp-timeout --ssl-protocols --ssl-ciphers --from-file --no-preflight' ;;
    'elb listener show')
      commands=''
      flags='' ;;
    'elb listener list')
      commands=''
      flags='--loadbalancer-id --name --protocol --port --backend-protocol --backend-port --lb-algorithm --description --certificate-id --sticky-session-type --cookie-timeout --tcp-timeout --udp-timeout --ssl-protocols --ssl-ciphers --status' ;;
    'elb listener delete')
      commands=''
      flags='--ignore-missing' ;;
    'slb')
      commands='http-listener https-listener tcp-listener udp-listener listener'
      flags='' ;;
    'slb http-listener')
      commands='create update show start stop delete'
      flags='' ;;
    'slb http-listener create')
      commands=''
      flags='--load-balancer-id --listener-port --health-check --region-id --description --bandwidth --listener-forward --forward-port --backend-server-port --vserver-group-id --scheduler --gzip --sticky-session --sticky-session-type --cookie-timeout --cookie --idle-timeout --request-timeout --x-forwarded-for --x-forwarded-for-slb-id --x-forwarded-for-slb-ip --x-forwarded-for-slb-port --x-forwarded-for-proto --x-forwarded-for-client-src-port --health-check-connect-port --health-check-method --health-check-uri --health-check-domain --health-check-http-code --health-check-interval --health-check-timeout --healthy-threshold --unhealthy-threshold --acl-status --acl-type --acl-id --tag --from-file --start --interactive --no-preflight' ;;
    'slb http-listener update')
      commands=''
      flags='--description --bandwidth --vserver-group-id --vserver-group --scheduler --gzip --sticky-session --sticky-session-type --cookie-timeout --cookie --idle-timeout --request-timeout --x-forwarded-for --x-forwarded-for-slb-id --x-forwarded-for-slb-ip --x-forwarded-for-slb-port --x-forwarded-for-proto --x-forwarded-for-client-src-port --health-check --health-check-connect-port --health-check-method --health-check-uri --health-check-domain --health-check-http-code --health-check-interval --health-check-timeout --healthy-threshold --unhealthy-threshold --acl-status --acl-type --acl-id --region-id --load-balancer-id --listener-port --from-file --no-preflight' ;;
    'slb http-listener show')
      commands=''
      flags='--region-id --load-balancer-id --listener-port' ;;
    'slb http-listener start')
      commands=''
      flags='--region-id --load-balancer-id --listener-port' ;;
    'slb http-listener stop')
      commands=''
      flags='--region-id --load-balancer-id --listener-port' ;;
    'slb http-listener delete')
      commands=''
      flags='--region-id --load-balancer-id --listener-port --ignore-missing' ;;
    'slb https-listener')
      commands='create update show start stop delete'
      flags='' ;;
    'slb https-listener create')
      commands=''
      flags='--region-id --load-balancer-id --listener-port --bandwidth --server-certificate-id --sticky-session --health-check --description --backend-server-port --vserver-group-id --scheduler --ca-certificate-id --tls-cipher-policy --enable-http2 --gzip --sticky-session-type --cookie-timeout --cookie --idle-timeout --request-timeout --x-forwarded-for --x-forwarded-for-slb-id --x-forwarded-for-slb-ip --x-forwarded-for-slb-port --x-forwarded-for-proto --x-forwarded-for-client-src-port --health-check-connect-port --health-check-method --health-check-uri --health-check-domain --health-check-http-code --health-check-interval --health-check-timeout --healthy-threshold --unhealthy-threshold --acl-status --acl-type --acl-id --tag --from-file --start --interactive --no-preflight' ;;
    'slb https-listener update')
      commands=''
      flags='--description --bandwidth --vserver-group-id --vserver-group --scheduler --server-certificate-id --ca-certificate-id --tls-cipher-policy --enable-http2 --gzip --sticky-session --sticky-session-type --cookie-timeout --cookie --idle-timeout --request-timeout --x-forwarded-for --x-forwarded-for-slb-id --x-forwarded-for-slb-ip --x-forwarded-for-slb-port --x-forwarded-for-proto --x-forwarded-for-client-src-port --health-check --health-check-connect-port --health-check-method --health-check-uri --health-check-domain --health-check-http-code --health-check-interval --health-check-timeout --healthy-threshold --unhealthy-threshold --acl-status --acl-type --acl-id --region-id --load-balancer-id --listener-port --from-file --no-preflight' ;;
    'slb https-listener show')
      commands=''
      flags='--region-id --load-balancer-id --listener-port' ;;
    'slb https-listener start')
      commands=''
      flags='--region-id --load-balancer-id --listener-port' ;;
    'slb https-listener stop')
      commands=''
      flags='--region-id --load-balancer-id --listener-port' ;;
    'slb https-listener delete')
      commands=''
      flags='--region-id --load-balancer-id --listener-port --ignore-missing' ;;
    'slb tcp-listener')
      commands='create update show start stop delete'
      flags='' ;;
    'slb tcp-listener create')
      commands=''
      flags='--load-balancer-id --listener-port --bandwidth --region-id --description --backend-server-port --vserver-group-id --master-slave-server-group-id --scheduler --persistence-timeout --established-timeout --connection-drain --connection-drain-timeout --proxy-protocol-v2-enabled --health-check-switch --health-check-type --health-check-connect-port --health-check-uri --health-check-domain --health-check-http-code --health-check-interval --health-check-connect-timeout --healthy-threshold --unhealthy-threshold --acl-status --acl-type --acl-id --tag --from-file --start --interactive --no-preflight' ;;
    'slb tcp-listener update')
      commands=''
      flags='--description --bandwidth --vserver-group-id --vserver-group --master-slave-server-group-id --master-slave-server-group --scheduler --persistence-timeout --established-timeout --connection-drain --connection-drain-timeout --proxy-protocol-v2-enabled --syn-proxy --health-check-switch --health-check-type --health-check-connect-port --health-check-uri --health-check-domain --health-check-http-code --health-check-interval --health-check-connect-timeout --healthy-threshold --unhealthy-threshold --acl-status --acl-type --acl-id --region-id --load-balancer-id --listener-port --from-file --no-preflight' ;;
    'slb tcp-listener show')
      commands=''
      flags='--region-id --load-balancer-id --listener-port' ;;
    'slb tcp-listener start')
      commands=''
      flags='--region-id --load-balancer-id --listener-port' ;;
    'slb tcp-listener stop')
      commands=''
      flags='--region-id --load-balancer-id --listener-port' ;;
    'slb tcp-listener delete')
      commands=''
      flags='--region-id --load-balancer-id --listener-port --ignore-missing' ;;
    'slb udp-listener')
      commands='create update show start stop delete'
      flags='' ;;
    'slb udp-listener create')
      commands=''
      flags='--load-balancer-id --listener-port --bandwidth --region-id --description --backend-server-port --vserver-group-id --master-slave-server-group-id --scheduler --proxy-protocol-v2-enabled --health-check-switch --health-check-connect-port --health-check-req --health-check-exp --health-check-interval --health-check-connect-timeout --healthy-threshold --unhealthy-threshold --acl-status --acl-type --acl-id --tag --from-file --start --interactive --no-preflight' ;;
    'slb udp-listener update')
      commands=''
      flags='--description --bandwidth --vserver-group-id --vserver-group --master-slave-server-group-id --master-slave-server-group --scheduler --proxy-protocol-v2-enabled --health-check-switch --health-check-connect-port --health-check-req --health-check-exp --health-check-interval --health-check-connect-timeout --healthy-threshold --unhealthy-threshold --acl-status --acl-type --acl-id --region-id --load-balancer-id --listener-port --from-file --no-preflight' ;;
    'slb udp-listener show')
      commands=''
      flags='--region-id --load-balancer-id --listener-port' ;;
    'slb udp-listener start')
      commands=''
      flags='--region-id --load-balancer-id --listener-port' ;;
    'slb udp-listener stop')
      commands=''
      flags='--region-id --load-balancer-id --listener-port' ;;
    'slb udp-listener delete')
      commands=''
      flags='--region-id --load-balancer-id --listener-port --ignore-missing' ;;
    'slb listener')
      commands='list'
      flags='' ;;
    'slb listener list')
      commands=''
      flags='--region-id --load-balancer-id --listener-protocol --listener-port --description --tag --status' ;;
    'sandbox')
      commands='start status reset'
      flags='' ;;
    'sandbox start')
      commands=''
      flags='--port --state --latency --fault --seed' ;;
    'sandbox status')
      commands=''
      flags='--state' ;;
    'sandbox reset')
      commands=''
      flags='--state' ;;
    'profile')
      commands='list show set use delete import'
      flags='' ;;
    'profile list')
      commands=''
      flags='' ;;
    'profile show')
      commands=''
      flags='' ;;
    'profile set')
      commands=''
      flags='--secrets-stdin --from-env --unset --use --ca-file --access-key --credential-process --username --user-id --user-domain-name --user-domain-id --auth-url --project-id --project-name --project-domain-name --project-domain-id --cloud --ram-role-arn --role-session-name --external-id --sts-endpoint --oidc-provider-arn --oidc-token-file --ecs-ram-role --credentials-uri --aliyun-profile' ;;
    'profile use')
      commands=''
      flags='' ;;
    'profile delete')
      commands=''
      flags='' ;;
    'profile import')
      commands=''
      flags='--as --copy-secrets --overwrite' ;;
    'doctor')
      commands=''
      flags='' ;;
    'explain')
      commands=''
      flags='--list' ;;
    'completion')
      commands=''
      flags='' ;;
    'help')
      commands=''
      flags='' ;;
  esac
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "$flags --profile --provider --region --endpoint --output --columns --query --dry-run --strict --wait --no-wait --wait-timeout --timeout --retries --yes --no-input --quiet --debug --color --help --version" -- "$cur"))
  else
    COMPREPLY=($(compgen -W "$commands $values" -- "$cur"))
  fi
}

complete -F _lbctl lbctl
