import type { Settings } from './settings.ts';

/** A configuration file of the vendor's own tools. */
export interface SettingsSource {
  /** For messages: `clouds.yaml`. */
  readonly title: string;
  /** The vendor's word for one entry: cloud, profile. */
  readonly noun: string;
  /** The lbctl setting that names an entry. */
  readonly reference: string;
  /** Environment variables that name an entry, in order of precedence. */
  readonly variables: readonly string[];
  /** Candidate paths by role; the first that exists is read. */
  files(place: FilePlace): readonly {
    readonly role: string;
    readonly candidates: readonly string[];
  }[];
  /** @throws MalformedFile */
  read(files: readonly FoundFile[], env: FilePlace['env']): Promise<SourceEntries>;
}

export interface FilePlace {
  readonly home: string;
  /** Working directory. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface FoundFile {
  readonly role: string;
  readonly path: string;
  readonly text: string;
}

export interface SourceEntries {
  /** The entry that the vendor's tools use by default. */
  readonly current?: string;
  readonly entries: Readonly<Record<string, SourceEntry>>;
}

/** An entry as lbctl settings, or why it cannot be used. */
export type SourceEntry = { readonly settings: Settings } | { readonly problem: string };

/** A malformed file. The message never quotes its content, which may be secret. */
export class MalformedFile extends Error {
  override name = 'MalformedFile';
  readonly path: string;
  constructor(path: string, problem: string) {
    super(problem);
    this.path = path;
  }
}
