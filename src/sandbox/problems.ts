/** The sandbox can't do its work: its state file is damaged, locked or unwritable. */
export class SandboxStateError extends Error {
  override name = 'SandboxStateError';
}

export function systemErrorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}
