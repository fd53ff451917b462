/** So many questions in so long a time: enough for a queue of new members, too few to walk through numbers. */
export const MOST_IN_WINDOW = 20
export const WINDOW_MINUTES = 10
/** Questions of one person on one day that no registration came of: from here on the data protection officer is told. */
export const ALERT_FROM = 15
/** From here on there is no answer any more that day. */
export const MOST_IN_VAIN = 60

export interface Questions {
  readonly asked: number
  readonly registered: number
  readonly in_window: number
}

/** Whether the question that was just counted may be answered. */
export const mayAnswer = ({ asked, registered, in_window }: Questions): boolean =>
  in_window <= MOST_IN_WINDOW && asked - registered <= MOST_IN_VAIN
