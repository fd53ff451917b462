import { registerHooks } from 'node:module'

// Loaded before a test file in the soak: `fast-check` then means the one with more cases and another seed.

const more = new URL('soak-fast-check.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'fast-check' && context.parentURL !== more
      ? { url: more, shortCircuit: true }
      : next(specifier, context),
})
