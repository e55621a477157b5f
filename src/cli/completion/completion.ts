/** What a shell may offer in place of the last word. */
export interface Candidate {
  readonly value: string;
  readonly description?: string;
}

/** What the shell does with them: nothing special, no space behind them, names of files instead. */
type Directive = 'words' | 'nospace' | 'files';

export interface Completion {
  readonly candidates: readonly Candidate[];
  readonly directive: Directive;
}

/** The command line before the word that is completed. */
export interface Line {
  /** The command's words. */
  readonly path: readonly string[];
  /** The values of flags, by flag. */
  readonly flags: ReadonlyMap<string, string>;
}
