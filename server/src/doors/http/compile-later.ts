import ajvCompiler from '@fastify/ajv-compiler'
import serializerCompiler from '@fastify/fast-json-stringify-compiler'

/** What Fastify calls to check a part of a request, or to print an answer; a check leaves its findings in `errors`. */
interface Compiled {
  (value: unknown): unknown
  errors?: unknown
}
type Compile = (route: never) => Compiled

/**
 * The same compiler, but each schema is compiled when it is first needed: all five hundred operations take two seconds of a processor, and a process
 * that starts (a server, a job, a test) meets few of them at once. That each compiles is shown by `compile-later.test.ts`.
 */
const later = <Build>(build: Build & ((...ask: never[]) => Compile)): Build =>
  ((...ask: never[]) => {
    const compile = build(...ask)
    return (route: never) => {
      let made: Compiled | undefined
      const compiled: Compiled = value => {
        made ??= compile(route)
        const said = made(value)
        compiled.errors = made.errors
        return said
      }
      return compiled
    }
  }) as Build

/** Fastify's own compilers of schemas, for its option `schemaController`. */
export const compilersFactory = {
  buildValidator: later(ajvCompiler()),
  buildSerializer: later(serializerCompiler()),
}
