/** The privacy statement that the program implements, of 20 March 2020; the version that a new patron is shown. */
export const STATEMENT = '2020-03-20'
