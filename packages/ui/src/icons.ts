import type { State } from './tokens.ts'

/**
 * Outlines of the state icons on a 24 by 24 grid, from Tabler Icons (MIT licence, Paweł Kuna), so that the
 * screens in React and the pages that the server writes draw the same six.
 */
export const stateIconPaths: Readonly<Record<State, readonly string[]>> = {
  ok: ['M5 12l5 5l10 -10'],
  ask: [
    'M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0',
    'M12 17l0 .01',
    'M12 13.5a1.5 1.5 0 0 1 1 -1.5a2.6 2.6 0 1 0 -3 -4',
  ],
  stop: ['M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0', 'M5.7 5.7l12.6 12.6'],
  move: ['M5 12l14 0', 'M13 18l6 -6', 'M13 6l6 6'],
  hold: ['M18 7v14l-6 -4l-6 4v-14a4 4 0 0 1 4 -4h4a4 4 0 0 1 4 4'],
  offline: [
    'M9.58 5.548c.24 -.11 .492 -.207 .752 -.286c1.88 -.572 3.956 -.193 5.444 1c1.488 1.19 2.162 3.007 1.77 4.769h.99c1.913 0 3.464 1.56 3.464 3.486c0 .957 -.383 1.824 -1.003 2.454m-2.997 1.033h-11.343c-2.572 -.004 -4.657 -2.011 -4.657 -4.487c0 -2.475 2.085 -4.482 4.657 -4.482c.13 -.582 .37 -1.128 .7 -1.62',
    'M3 3l18 18',
  ],
}

/** Stroke of every icon, in units of the 24 by 24 grid. */
export const iconStroke = 1.75

/** The icon of a state as SVG text, hidden from assistive technology: the word beside it speaks. */
export const stateIconSvg = (state: State, size = 20): string =>
  `<svg class="k-icon" width="${size}" height="${size}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="${iconStroke}" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${stateIconPaths[
    state
  ]
    .map(d => `<path d="${d}"/>`)
    .join('')}</svg>`
