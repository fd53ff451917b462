/** Plans the messages of who joins, leaves or becomes one with another. */
export const NOTICES_JOB = 'notices'
/** Reservations that would be picked up where nobody knows the reader any more come home. */
export const HOLDS_HOME_JOB = 'bring_holds_home'
