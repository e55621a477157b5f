export interface Candidate {
  readonly value: string;
  readonly description?: string;
}

/** Offer the candidates, offer them without a trailing space, or offer files instead. */
type Directive = 'words' | 'nospace' | 'files';

export interface Completion {
  readonly candidates: readonly Candidate[];
  readonly directive: Directive;
}

/** The command line before the word to complete. */
export interface Line {
  /** The subcommands. */
  readonly path: readonly string[];
  readonly flags: ReadonlyMap<string, string>;
  /** The one that is given on the line, whatever its flag is called. */
  readonly loadBalancer: string | undefined;
}
