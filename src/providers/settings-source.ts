import type { Settings } from './settings.ts';

/** Where a tool of this cloud's vendor keeps settings that lbctl takes over. */
export interface SettingsSource {
  /** As users know it: `clouds.yaml`. */
  readonly title: string;
  /** What the vendor calls one entry of it. */
  readonly noun: string;
  /** The setting by which a profile of lbctl refers to an entry. */
  readonly reference: string;
  /** Variables that choose an entry, the preferred ones first. */
  readonly variables: readonly string[];
  /** The files concerned: of each role the first one that exists. */
  files(place: FilePlace): readonly {
    readonly role: string;
    readonly candidates: readonly string[];
  }[];
  /** Throws `MalformedFile`. */
  read(files: readonly FoundFile[]): Promise<SourceEntries>;
}

export interface FilePlace {
  readonly home: string;
  /** The folder that the program runs in. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface FoundFile {
  readonly role: string;
  readonly path: string;
  readonly text: string;
}

export interface SourceEntries {
  /** The entry that the vendor's tools would use when none is named. */
  readonly current?: string;
  readonly entries: Readonly<Record<string, SourceEntry>>;
}

/** An entry in lbctl's settings, or why it is of no use here. */
export type SourceEntry = { readonly settings: Settings } | { readonly problem: string };

/** A file that is not what it should be: said without any of its content. */
export class MalformedFile extends Error {
  override name = 'MalformedFile';
  readonly path: string;
  constructor(path: string, problem: string) {
    super(problem);
    this.path = path;
  }
}
