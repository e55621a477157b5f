import type { Protocol } from '../model/fields.ts';
import type { Provider } from '../providers/provider.ts';
import { type Findings, type Position, SOURCE, type Unplaced } from './finding.ts';
import type { Written } from './piece.ts';

interface Holder {
  readonly protocol: Protocol;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

interface Redirect {
  readonly loadBalancer: string;
  readonly port: number;
  readonly listener: string;
  readonly file: string;
  readonly written: Written;
}

/** One listener as its neighbours see it. */
export interface PlacedListener {
  readonly provider: Provider;
  readonly profile: string | undefined;
  readonly loadBalancer: string;
  readonly protocol: Protocol;
  readonly port: number;
  readonly redirectTo: number | undefined;
  readonly listener: string;
}

/** Conflicts between the listeners of manifests, which no listener shows by itself. */
export class Conflicts {
  readonly #loadBalancers = new Map<string, Map<number, Holder[]>>();
  readonly #redirects: Redirect[] = [];

  /** Takes a listener in, unless another one has its place. */
  add(neighbour: PlacedListener, at: Position, written: Written): Unplaced | undefined {
    const {
      provider,
      profile = '',
      loadBalancer,
      protocol,
      port,
      redirectTo,
      listener,
    } = neighbour;
    const key = `${provider.id}\n${profile}\n${loadBalancer}`;
    let ports = this.#loadBalancers.get(key);
    if (ports === undefined) {
      ports = new Map();
      this.#loadBalancers.set(key, ports);
    }
    const holders = ports.get(port);
    const clash = holders?.find(
      (holder) =>
        holder.protocol === protocol || provider.sharesPort?.(holder.protocol, protocol) !== true,
    );
    if (clash !== undefined) {
      return {
        rule: 'manifest/port-taken',
        severity: 'error',
        fields: ['port', 'loadBalancer'],
        flags: [],
        message: `port: ${port} is taken: the ${clash.protocol} listener at ${clash.file}:${clash.line}:${clash.column} has the same port of ${loadBalancer}`,
        source: SOURCE,
        listener,
        file: at.file,
      };
    }
    const holder: Holder = { protocol, file: at.file, line: at.line, column: at.column };
    if (holders === undefined) ports.set(port, [holder]);
    else holders.push(holder);
    if (redirectTo !== undefined) {
      const { file } = at;
      this.#redirects.push({ loadBalancer: key, port: redirectTo, listener, file, written });
    }
    return undefined;
  }

  /** What can be told only once every listener is known. */
  finish(findings: Findings): void {
    for (const { loadBalancer, port, listener, file, written } of this.#redirects) {
      const holders = this.#loadBalancers.get(loadBalancer)?.get(port) ?? [];
      if (holders.some(({ protocol }) => protocol === 'https')) continue;
      const [other] = holders;
      const finding: Unplaced = {
        rule: 'manifest/redirect-target-missing',
        // A listener that is not in the manifest may be there all the same; a wrong one is wrong.
        severity: other === undefined ? 'warning' : 'error',
        fields: ['redirectTo'],
        flags: [],
        message:
          other === undefined
            ? `redirectTo: ${port} is the port of no HTTPS listener in the manifest; the load balancer must have one`
            : `redirectTo: ${port} is the port of a ${other.protocol} listener (${other.file}:${other.line}:${other.column}), and a redirect goes to an HTTPS listener`,
        source: SOURCE,
        listener,
        file,
      };
      findings.addAt(finding, written, ['redirectTo']);
    }
  }
}
