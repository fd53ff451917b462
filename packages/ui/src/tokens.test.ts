import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { contrast } from './contrast.ts'
import { type Colours, dark, light, space, typeScale } from './tokens.ts'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8').replaceAll('"', "'")

/** Contrast of text on surface, canvas and sunken, as the design fixes it, to one decimal. */
const table: Record<string, { light: [number, number, number]; dark: [number, number, number] }> = {
  ink: { light: [17.2, 15.8, 14.4], dark: [14.5, 16.0, 16.6] },
  'ink-2': { light: [7.6, 7.0, 6.4], dark: [8.5, 9.4, 9.7] },
  'ink-3': { light: [5.7, 5.2, 4.8], dark: [5.8, 6.4, 6.6] },
  'line-strong': { light: [3.9, 3.6, 3.3], dark: [4.3, 4.7, 4.9] },
  accent: { light: [8.3, 7.6, 7.0], dark: [7.9, 8.7, 9.0] },
  ok: { light: [6.5, 6.0, 5.5], dark: [9.0, 10.0, 10.3] },
  ask: { light: [6.8, 6.2, 5.7], dark: [9.3, 10.3, 10.6] },
  stop: { light: [6.5, 6.0, 5.5], dark: [8.1, 8.9, 9.3] },
  move: { light: [7.2, 6.6, 6.1], dark: [9.0, 10.0, 10.3] },
  hold: { light: [7.6, 7.0, 6.4], dark: [8.2, 9.1, 9.4] },
  focus: { light: [6.4, 5.9, 5.4], dark: [11.7, 12.9, 13.4] },
}
const grounds = ['surface', 'canvas', 'sunken'] as const
const rounded = (value: number): number => Math.round(value * 10) / 10

for (const [name, theme] of [
  ['light', light],
  ['dark', dark],
] as const) {
  test(`the contrast table holds in ${name}`, () => {
    for (const [token, expected] of Object.entries(table)) {
      const measured = grounds.map(g => rounded(contrast(theme[token as keyof Colours], theme[g])))
      assert.deepEqual(measured, expected[name], `${token} in ${name}`)
    }
  })
  test(`each soft tint carries its own colour and ink in ${name}`, () => {
    for (const state of ['ok', 'ask', 'stop', 'move', 'hold'] as const) {
      for (const text of [state, 'ink'] as const) {
        const measured = contrast(theme[text], theme[`${state}-soft`])
        assert.ok(measured >= 5.5 - 0.05, `${text} on ${state}-soft in ${name} is ${measured.toFixed(2)}`)
      }
    }
  })
  test(`text on the accent is readable in ${name}`, () => {
    assert.equal(rounded(contrast(theme['on-accent'], theme.accent)), 8.3)
    assert.ok(contrast(theme['on-accent'], theme['accent-hover']) >= 4.5)
  })
}

/** The custom properties of the first block that `selector` opens in the style sheet. */
const propertiesOf = (selector: string): Record<string, string> => {
  const start = css.indexOf(`${selector} {`)
  assert.ok(start >= 0, `${selector} stands in tokens.css`)
  const block = css.slice(start, css.indexOf('}', start))
  return Object.fromEntries([...block.matchAll(/--k-([a-z0-9-]+): ([^;]+);/g)].map(m => [m[1], m[2]]))
}

test('the style sheet says the same colours as the token object', () => {
  const blocks = [
    [':root', light],
    [":root:not([data-theme='light'])", dark],
    [":root[data-theme='dark']", dark],
  ] as const
  for (const [selector, theme] of blocks) {
    const said = propertiesOf(selector)
    for (const [token, colour] of Object.entries(theme)) {
      assert.equal(said[token]?.toUpperCase(), colour, `--k-${token} in ${selector}`)
    }
  }
})

test('the style sheet says the same sizes as the token object', () => {
  const said = propertiesOf(':root')
  for (const [step, px] of Object.entries(space)) assert.equal(said[`space-${step}`], `${px / 16}rem`)
  for (const [step, [size, line]] of Object.entries(typeScale.staff)) {
    assert.equal(said[`text-${step}`], `${size / 16}rem`)
    assert.equal(said[`line-${step}`], `${line / 16}rem`)
  }
  for (const reader of ['reader', 'kiosk'] as const) {
    const scale = propertiesOf(`[data-scale='${reader}']`)
    for (const [step, [size, line]] of Object.entries(typeScale[reader])) {
      assert.equal(scale[`text-${step}`], `${size / 16}rem`)
      assert.equal(scale[`line-${step}`], `${line / 16}rem`)
    }
  }
})
