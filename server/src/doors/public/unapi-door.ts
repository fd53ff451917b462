import type { FastifyReply } from 'fastify'
import { FORMS, formNamed, publicTitlesOf, standingIds } from '../../modules/cataloguing/index.ts'
import type { PublicDb } from '../../base/public-db.ts'
import { isId, type Pairs, record } from './asked.rules.ts'
import { unapiFormats } from './reading-tools.rules.ts'

/**
 * Gives a title out in the form that a program of the reader asks for (unAPI version 1): the forms without an
 * identifier, 300 with one, and the record itself with a form; 404 for a title that is not there, 406 for another form.
 */
export const unapiDoor =
  (db: PublicDb) =>
  async (pairs: Pairs, reply: FastifyReply): Promise<unknown> => {
    const { id, format } = record(pairs)
    const xml = (status: number) =>
      reply
        .code(status)
        .type('application/xml; charset=utf-8')
        .send(unapiFormats(FORMS, id ?? null))
    if (id === undefined) return xml(200)
    const titles = isId(id) ? await publicTitlesOf(db, await standingIds(db, [id])) : []
    if (titles.length === 0)
      return reply.code(404).type('text/plain; charset=utf-8').send('Deze titel is er niet.')
    if (format === undefined) return xml(300)
    const form = formNamed(format)
    if (!form)
      return reply
        .code(406)
        .type('text/plain; charset=utf-8')
        .send(`Deze vorm is er niet. Wel: ${Object.keys(FORMS).join(', ')}.`)
    return reply.type(FORMS[form].type).send(FORMS[form].print(titles))
  }
