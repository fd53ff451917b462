import { printStatementNow, readStatementHere } from '../privacy/statement-text.tsx'

/** Shows the version that holds now beside the form; turned to the patron it can be read on the screen. */
export const readStatement = (): void => readStatementHere('current')

/** Prints it to give along. */
export const printStatement = (): void => void printStatementNow('current')
