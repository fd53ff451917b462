import type { Operation } from '@kaft/contract/operation'
import type { ComponentType, ReactNode } from 'react'
import type { Language } from './language.ts'

export type Named = Readonly<Record<Language, string>>
export type Need = Pick<Operation, 'leave'>

/**
 * One address of the staff client. A module lists its own in `places.ts`; the shell finds them there, so that
 * a new screen needs no change outside its folder. The screen itself is loaded when somebody goes there.
 */
export interface Place {
  /** Path of TanStack Router, such as `/leners/$patron_id`. */
  readonly path: string
  readonly title: Named
  /** Any one of these operations opens the place; empty: everyone who is signed in. */
  readonly needs: readonly Need[]
  /** What somebody without the right reads: "Jij kan hier niet uitlenen." Absent: that they cannot work here. */
  readonly blocked?: Named
  readonly load: () => Promise<{ readonly Screen: () => ReactNode }>
  /** Present: stands in the left navigation, lowest order first. */
  readonly nav?: {
    readonly order: number
    readonly icon: ComponentType<{ size?: number; stroke?: number }>
    /** A hook that counts what waits there, shown behind the name. */
    readonly useCount?: () => number | undefined
  }
  /** Other words by which the palette finds it, the old ones of the staff too. */
  readonly words?: readonly string[]
  /** Keys of this screen for F1: key and what it does. */
  readonly keys?: readonly { readonly key: string; readonly does: Named }[]
}

/** Something the palette can do besides going somewhere. */
export interface Action {
  readonly id: string
  readonly title: Named
  readonly needs: readonly Need[]
  readonly words?: readonly string[]
  readonly key?: string
  readonly run: (go: (to: string) => void) => void
}

/** What `places.ts` of a module exports. */
export interface Door {
  readonly places: readonly Place[]
  readonly actions?: readonly Action[]
}
