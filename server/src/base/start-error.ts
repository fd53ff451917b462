/**
 * Something outside the program keeps it from starting: a taken port, an unreadable folder, a wrong setting.
 * The message is one sentence for the person who runs Kaft, without a stack; `main` and the command line
 * print it and end with a non-zero exit.
 */
export class StartError extends Error {
  override readonly name = 'StartError'
}

/** The system's code of an error (`ENOENT`, `EACCES`, …), or an empty string. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
