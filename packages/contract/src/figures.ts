import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { closed, Line, Nullable, OneOf } from './values.ts'

/*
 * Figures by month: of the own library as they are, of its region and of Flanders as they were protected when they were made.
 */

/** What is counted. Loans are without renewals, as Flemish statistics have them; members and items are those of the last day. */
export const figureKinds = ['loans', 'renewals', 'borrowers', 'members', 'holds', 'items'] as const
export const FigureKind = OneOf(figureKinds)
export type FigureKind = (typeof figureKinds)[number]

/** Groups of ages: all, up to 17, from 18 on, and who has no age here, such as a class. */
export const figureParts = ['all', 'youth', 'adult', 'unknown'] as const
export const FigurePart = OneOf(figureParts)
export type FigurePart = (typeof figureParts)[number]

/** Why a figure of more than one library is not shown. */
export const hiddenBecause = ['few_readers', 'few_libraries', 'difference'] as const
export const HiddenBecause = OneOf(hiddenBecause)
export type HiddenBecause = (typeof hiddenBecause)[number]

/** A calendar month, `YYYY-MM`. */
export const Month = Type.String({
  pattern: '^[1-9][0-9]{3}-(0[1-9]|1[0-2])$',
  description: 'Calendar month',
})
export const MOST_FIGURE_MONTHS = 61

const SMALLEST_CELL = 5
/**
 * How figures of more than one library are made: the fewest readers that one may be about, and to which it is rounded; and in which
 * region a library lies. A library lies in one region at most.
 */
export const FigureRule = closed({
  smallest_cell: Type.Integer({ minimum: SMALLEST_CELL, maximum: 50 }),
  regions: Type.Record(
    Type.String({ pattern: '^[1-9][0-9]{0,18}$' }),
    Type.String({ ...Line(60), pattern: '^[^*\\u0000-\\u001f\\u007f]+$' }),
  ),
})
export type FigureRule = Static<typeof FigureRule>
export const figureRule: FigureRule = { smallest_cell: SMALLEST_CELL, regions: {} }

export const Figure = closed({
  month: Month,
  kind: FigureKind,
  part: FigurePart,
  n: Nullable(Type.Integer()),
  /** Null where it is shown. */
  hidden: Nullable(HiddenBecause),
})
export type Figure = Static<typeof Figure>

export const readFigures = operation({
  id: 'readFigures',
  method: 'GET',
  path: '/figures',
  leave: 'statistics.read',
  summary:
    'Figures by month of the own library, its region and Flanders; of the last two only what leads to nobody',
  query: closed({ from: Month, until: Month }),
  ok: closed({
    /** The month that runs: its figures still grow. Of months that are not settled there are none of a region. */
    running: Month,
    /** Up to and with this month the figures of a region and of Flanders are made. */
    published_until: Nullable(Month),
    smallest_cell: Type.Integer(),
    /** The region of the own library; null where it has none. */
    region: Nullable(Type.String()),
    own: Type.Array(Figure),
    of_region: Type.Array(Figure),
    flanders: Type.Array(Figure),
  }),
  codes: ['months_wrong'],
})
