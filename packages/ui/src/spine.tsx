import type { ComponentPropsWithRef, ReactNode } from 'react'
import { iconStroke, stateIconPaths } from './icons.ts'
import type { State } from './tokens.ts'

/** The icon of a state. Always stands beside a word, so it is silent itself. */
export const StateIcon = ({ state, size = 20 }: { state: State; size?: 16 | 20 | 28 | 40 }): ReactNode => (
  <svg
    className="k-icon"
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth={iconStroke}
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    {stateIconPaths[state].map(d => (
      <path key={d} d={d} />
    ))}
  </svg>
)

export interface SpineProps extends ComponentPropsWithRef<'div'> {
  /** Absent: a quiet spine, for what has no state. */
  readonly state?: State | undefined
  /** Paints the soft tint of the state behind the content. */
  readonly soft?: boolean
  /** Draws the panel edge and radius around it. */
  readonly panel?: boolean
}

/** The spine: a 4 px band at the left edge whose colour, with an icon and a word, says the state. */
export const Spine = ({ state, soft, panel, className, children, ...rest }: SpineProps): ReactNode => (
  <div
    {...rest}
    data-state={state}
    className={['k-spine', soft && 'k-spine-soft', panel && 'k-panel', className].filter(Boolean).join(' ')}
  >
    {children}
  </div>
)

/** The word of a state with its icon, in the state's colour. */
export const StateWord = ({
  state,
  size = 20,
  children,
}: {
  state: State
  size?: 16 | 20 | 28 | 40
  children: ReactNode
}): ReactNode => (
  <span className="k-state" data-state={state}>
    <StateIcon state={state} size={size} />
    <span>{children}</span>
  </span>
)
