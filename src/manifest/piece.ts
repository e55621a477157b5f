/** Where something stands in a file; lines and columns count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A part of a manifest's text that holds one value. */
export interface Written {
  readonly json: unknown;
  readonly start: Position;
  /** Of the deepest key along the path that is there. Costs a parse, so it is for reports. */
  locate(path: readonly string[]): Position;
}

/** What reading a manifest comes upon, in the order of the text. */
export type Piece =
  | {
      readonly kind: 'listener';
      readonly listener: Written;
      /** The same object for all listeners of a document. */
      readonly defaults: Written | undefined;
    }
  | { readonly kind: 'problem'; readonly message: string; readonly at: Position }
  /** Reading goes on once the YAML library is loaded. */
  | { readonly kind: 'library' };

/** The keys of a document. */
export const DOCUMENT_KEYS: readonly string[] = ['listeners', 'defaults', '$schema'];

export function problem(message: string, at: Position): Piece {
  return { kind: 'problem', message, at };
}
