import type { Protocol } from '../model/fields.ts';
import { clashOnPort } from '../providers/operations.ts';
import type { Provider } from '../providers/provider.ts';
import { type Entry, withoutAccepted } from './entry.ts';
import { type Finding, type Locate, locationText, manifestViolation } from './finding.ts';

export interface PortUse {
  readonly provider: Provider;
  readonly entry: Entry;
  readonly loadBalancer: string;
  readonly protocol: Protocol;
  readonly port: number;
  readonly redirectTo: number | undefined;
  readonly listener: string;
}

interface PortUser {
  readonly protocol: Protocol;
  readonly locate: Locate;
}

interface Redirect {
  readonly to: number;
  /** Of the target port. */
  readonly key: string;
  readonly entry: Entry;
  readonly listener: string;
  readonly locate: Locate;
}

/** Detects conflicts between the listeners of manifests. */
export class Conflicts {
  readonly #ports = new Map<string, readonly PortUser[]>();
  readonly #redirects: Redirect[] = [];

  /** Adds a listener, or returns the finding if its port is in use. */
  add(use: PortUse, locate: Locate): Finding | undefined {
    const { entry, loadBalancer, protocol, port, redirectTo, listener, provider } = use;
    const key = portKey(use, port);
    const others = this.#ports.get(key) ?? [];
    const clash = others.find((other) => clashOnPort(provider, other.protocol, protocol));
    if (clash !== undefined) {
      const message = `port: ${port} of ${loadBalancer} is already used by the ${clash.protocol} listener at ${locationText(clash.locate(''))}`;
      const violation = manifestViolation('manifest/port-taken', message, ['port', 'loadBalancer']);
      return { ...violation, listener, ...locate('port') };
    }
    this.#ports.set(key, [...others, { protocol, locate }]);
    if (redirectTo !== undefined) {
      this.#redirects.push({
        to: redirectTo,
        key: portKey(use, redirectTo),
        entry,
        listener,
        locate,
      });
    }
    return undefined;
  }

  /** Finds redirects to a port without an HTTPS listener, after all listeners were added. */
  redirects(): readonly Finding[] {
    return this.#redirects.flatMap(({ to, key, entry, listener, locate }): readonly Finding[] => {
      const targets = this.#ports.get(key) ?? [];
      if (targets.some(({ protocol }) => protocol === 'https')) return [];
      const [other] = targets;
      const message =
        other === undefined
          ? `redirectTo: the manifest has no HTTPS listener on port ${to}; it must exist on the load balancer`
          : `redirectTo: must be the port of an HTTPS listener; ${to} is used by the ${other.protocol} listener at ${locationText(other.locate(''))}`;
      const rule = 'manifest/redirect-target-missing';
      const finding: Finding = {
        ...manifestViolation(rule, message, ['redirectTo']),
        // The load balancer may have a listener that is not in the manifest.
        severity: other === undefined ? 'warning' : 'error',
        listener,
        ...locate('redirectTo'),
      };
      return withoutAccepted([finding], entry);
    });
  }
}

function portKey({ provider, entry, loadBalancer }: PortUse, port: number): string {
  return [provider.id, entry.profile ?? '', loadBalancer, port].join('\n');
}
