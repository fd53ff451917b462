/** How the state of another catalogue, or of a source of covers, is shown. */
export const STATES = {
  ready: 'ok',
  off: 'offline',
  host_not_declared: 'ask',
  coupling_closed: 'ask',
  no_program: 'ask',
} as const
