import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { DeskAnswer } from '@kaft/contract/circulation'
import { deskAfter, turnOf } from './desk.model.ts'
import { choicesOf } from './outcome.rules.ts'
import { returnModeEnds } from './return.model.ts'
import { scanBodyOf } from './scan-body.model.ts'
import { type DeskEvent, type DeskState, emptyDesk, type Task, type Undone } from './desk.state.ts'
import { anAnswer, aFinding, anItem, aPatron } from './samples.test-data.ts'
import { actsOf, headAnswers, isHeld, lastDue, openQuestions, shownRows } from './visit.model.ts'

const now = Date.parse('2026-11-25T13:05:00Z')
const after = (state: DeskState, ...events: DeskEvent[]): DeskState => events.reduce(deskAfter, state)
const scan = (code: string): DeskEvent => ({ type: 'scanned', code, command_id: `id-${code}`, now })

/** Lets the task whose turn it is leave, with the body that the engine would send. */
const depart = (state: DeskState): DeskState => {
  const task = turnOf(state)
  assert.ok(task !== null, 'a task has its turn')
  return deskAfter(state, { type: 'departed', task, body: null, now })
}
const land = (state: DeskState, answer: DeskAnswer): DeskState =>
  deskAfter(depart(state), { type: 'answered', answer, now })
const liesbeth = aPatron()
const wout = aPatron({ patron_id: '32', name: 'Wout Peeters' })
const opens = (patron = liesbeth): DeskAnswer => anAnswer({ did: 'opened', patron })
const lends = (title: string, event_id = 'e1'): DeskAnswer =>
  anAnswer({
    did: 'lent',
    item: anItem({ title }),
    event_id,
    loan: {
      loan_id: '5',
      patron_id: '31',
      due_on: '2026-12-23',
      renewals: 0,
      lent_at: '2026-11-25T13:05:00Z',
    },
  })
const asksHome = anAnswer({ did: 'asked', findings: [aFinding('item_on_loan_here', 'ask')] })
const withLiesbeth = land(after(emptyDesk, scan('card1')), opens())

test('a scan has its row at once, before anything was sent', () => {
  const state = after(emptyDesk, scan('3000'))
  assert.equal(shownRows(state)[0]?.code, '3000')
  assert.equal(shownRows(state)[0]?.phase, 'waiting')
})

test('a card opens the patron and leaves no row behind', () => {
  assert.equal(withLiesbeth.visit?.patron.name, 'Liesbeth Vandenhoute')
  assert.equal(shownRows(withLiesbeth).length, 0)
})

test('an item scanned right behind the card is lent to the patron of that card', () => {
  let state = after(emptyDesk, scan('card1'), scan('book'))
  state = land(state, opens())
  const task = turnOf(state) as Extract<Task, { kind: 'scan' }>
  assert.equal(task.code, 'book')
  assert.equal(scanBodyOf(state, task).patron_id, '31')
})

test('only what was done counts as an action: no question, no refusal, and nothing that was undone', () => {
  let state = land(after(withLiesbeth, scan('a')), lends('Nana'))
  state = land(
    after(state, scan('b')),
    anAnswer({ did: 'asked', item: anItem(), findings: asksHome.findings }),
  )
  state = land(
    after(state, scan('c')),
    anAnswer({ did: 'refused', findings: [aFinding('item_unknown', 'stop')] }),
  )
  assert.equal(actsOf(state).length, 1)
  const row_id = state.rows.find(row => row.code === 'a')?.row_id ?? null
  state = depart(after(state, { type: 'undo_asked', row_id, event_id: 'e1', command_id: 'id-u' }))
  const nothing = { loan_restored: false, loan_removed: true, hold_restored: false, fine_reversed_cents: 0 }
  state = deskAfter(state, {
    type: 'undone',
    undone: { ...nothing, item: null, patron: null } as unknown as Undone,
  })
  assert.equal(actsOf(state).length, 0)
})

test('the newest row stands on top and the last due date is kept', () => {
  let state = land(after(withLiesbeth, scan('a')), lends('Een'))
  state = land(after(state, scan('b')), lends('Twee'))
  assert.deepEqual(
    shownRows(state).map(row => row.answer?.item?.title),
    ['Twee', 'Een'],
  )
  assert.equal(lastDue(state), '2026-12-23')
})

test('a question in a row does not stop the next scan', () => {
  const state = land(after(withLiesbeth, scan('a'), scan('b')), asksHome)
  assert.equal(openQuestions(state).length, 1)
  assert.equal((turnOf(state) as { code?: string } | null)?.code, 'b')
})

test('closing is refused while a question is open, and goes when it is put away', () => {
  const asked = land(after(withLiesbeth, scan('a')), asksHome)
  const refused = after(asked, { type: 'close_asked' })
  assert.ok(refused.visit !== null)
  assert.equal(refused.refused_closing, 1)
  const row_id = openQuestions(refused)[0]?.row_id ?? 0
  const closed = after(refused, { type: 'put_away', row_id, now }, { type: 'close_asked' })
  assert.equal(closed.visit, null)
  assert.equal(closed.previous, '31')
})

test('the same card again closes', () => {
  const state = land(after(withLiesbeth, scan('card1')), opens())
  assert.equal(state.visit, null)
})

test('a second card closes the first patron and opens the next', () => {
  const lent = land(after(withLiesbeth, scan('a')), lends('Een'))
  const state = land(after(lent, scan('card2')), opens(wout))
  assert.equal(state.visit?.patron.patron_id, '32')
  assert.deepEqual(shownRows(state), [])
  assert.equal(state.closed?.patron_id, '31')
  assert.equal(state.closed?.lent, 1)
})

test('a second card waits for the open question, holds what follows, and then opens by itself', () => {
  const asked = land(after(withLiesbeth, scan('a')), asksHome)
  const waiting = land(after(asked, scan('card2'), scan('book')), opens(wout))
  assert.equal(waiting.visit?.patron.patron_id, '31')
  assert.equal(waiting.refused_closing, 1)
  assert.equal(shownRows(waiting).find(r => r.code === 'card2')?.note, 'questions_left')
  assert.equal(turnOf(waiting), null)
  const row_id = openQuestions(waiting)[0]?.row_id ?? 0
  const next = after(waiting, { type: 'put_away', row_id, now })
  assert.equal(next.visit?.patron.patron_id, '32')
  const task = turnOf(next) as Extract<Task, { kind: 'scan' }>
  assert.equal(task.code, 'book')
  assert.equal(scanBodyOf(next, task).patron_id, '32')
})

test('an answer to a question sends the same code again under a new command, in the same row', () => {
  const asked = land(after(withLiesbeth, scan('a')), asksHome)
  const row_id = openQuestions(asked)[0]?.row_id ?? 0
  const sent = after(asked, { type: 'chosen', row_id, words: { as: 'renew' }, command_id: 'second' })
  const task = turnOf(sent) as Extract<Task, { kind: 'scan' }>
  const body = scanBodyOf(sent, task)
  assert.deepEqual([body.code, body.as, body.command_id], ['a', 'renew', 'second'])
  const done = land(sent, anAnswer({ did: 'renewed' }))
  assert.equal(shownRows(done).length, 1)
  assert.equal(openQuestions(done).length, 0)
})

test('the question about the patron has its answers under Alt 1, 2 and 3, and none when nothing is asked', () => {
  const asking = land(
    after(emptyDesk, scan('card')),
    opens(aPatron({ findings: [aFinding('patron_expired', 'ask', { may_accept: true })] })),
  )
  assert.deepEqual(headAnswers(asking.visit), [
    'renew_membership',
    { accept: ['patron_expired'] },
    { accept: [] },
  ])
  assert.equal(headAnswers(withLiesbeth.visit), null)
  assert.equal(headAnswers(null), null)
})

const expired = aPatron({ findings: [aFinding('patron_expired', 'ask', { may_accept: true })] })

test('a question about the patron holds the scans, visibly, until it is answered for the whole visit', () => {
  const state = land(after(emptyDesk, scan('card1'), scan('a'), scan('b')), opens(expired))
  assert.equal(isHeld(state), true)
  assert.equal(turnOf(state), null)
  assert.equal(shownRows(state).length, 2)
  const accepted = after(state, { type: 'patron_answered', accept: ['patron_expired'] })
  const task = turnOf(accepted) as Extract<Task, { kind: 'scan' }>
  assert.deepEqual(scanBodyOf(accepted, task).accept, ['patron_expired'])
})

test('questions that follow each other in a row are each answered, and what was answered before goes along', () => {
  const ask = (...codes: ('limit_reached' | 'item_on_loan_elsewhere')[]) =>
    anAnswer({ did: 'asked', findings: codes.map(code => aFinding(code, 'ask', { may_accept: true })) })
  const first = land(after(withLiesbeth, scan('a')), ask('limit_reached', 'item_on_loan_elsewhere'))
  const row_id = openQuestions(first)[0]?.row_id ?? 0
  const past = after(first, {
    type: 'chosen',
    row_id,
    words: { accept: ['limit_reached'] },
    command_id: 'second',
  })
  // The desk tells every reason again; what was passed is asked no more.
  const second = land(past, ask('limit_reached', 'item_on_loan_elsewhere'))
  const [open] = openQuestions(second)
  assert.deepEqual(
    choicesOf(open?.answer ?? anAnswer({})).map(choice => choice.id),
    ['book_fine', 'drop_fine', 'not_lend', 'who'],
  )
  const words = { accept: ['item_on_loan_elsewhere' as const], other_loan_fine: 'book' as const }
  const sent = after(second, { type: 'chosen', row_id, words, command_id: 'third' })
  const body = scanBodyOf(sent, turnOf(sent) as Extract<Task, { kind: 'scan' }>)
  assert.deepEqual([body.accept, body.other_loan_fine], [['limit_reached', 'item_on_loan_elsewhere'], 'book'])
  // What lies with the item is answered for this item alone.
  const next = after(land(sent, lends('Een')), scan('b'))
  assert.equal(scanBodyOf(next, turnOf(next) as Extract<Task, { kind: 'scan' }>).accept, undefined)
})

test('what lies with the patron and was accepted in a row counts for the rest of the visit', () => {
  const debt = anAnswer({ did: 'asked', findings: [aFinding('debt_block', 'ask', { may_accept: true })] })
  const state = land(after(withLiesbeth, scan('a'), scan('b')), debt)
  assert.equal(openQuestions(state).length, 0)
  const row_id = shownRows(state).find(row => row.code === 'a')?.row_id ?? 0
  const answered = after(state, {
    type: 'chosen',
    row_id,
    words: { accept: ['debt_block'] },
    command_id: 'second',
  })
  const done = land(answered, lends('Een'))
  const task = turnOf(done) as Extract<Task, { kind: 'scan' }>
  assert.equal(task.code, 'b')
  assert.deepEqual(scanBodyOf(done, task).accept, ['debt_block'])
})

test('who does not lend to an ended membership gets refusals after that, and no second question', () => {
  const opened = land(after(emptyDesk, scan('card1'), scan('a')), opens(expired))
  const declined = after(opened, { type: 'patron_answered', accept: [] })
  const refused = land(declined, anAnswer({ did: 'asked', findings: expired.findings }))
  assert.equal(openQuestions(refused).length, 0)
  assert.equal(after(refused, { type: 'close_asked' }).visit, null)
})

test('a blocked patron opens with a refusal and no question, so that taking back still works', () => {
  const blocked = aPatron({ findings: [aFinding('patron_blocked', 'ask', { may_accept: false })] })
  const state = land(after(emptyDesk, scan('card1'), scan('a')), opens(blocked))
  assert.equal(isHeld(state), false)
  assert.ok(turnOf(state) !== null)
})

test('the closing stands in line behind the scans that came before it', () => {
  const state = after(withLiesbeth, scan('a'), { type: 'close_asked' })
  assert.ok(state.visit !== null)
  const lent = land(state, lends('Een'))
  const closed = depart(lent)
  assert.equal(closed.visit, null)
  assert.equal(closed.closed?.lent, 1)
})

test('what is scanned behind the closing belongs to nobody', () => {
  const state = after(withLiesbeth, scan('a'), { type: 'close_asked' }, scan('b'))
  const closed = depart(land(state, lends('Een')))
  assert.equal(closed.visit, null)
  assert.equal(scanBodyOf(closed, turnOf(closed) as Extract<Task, { kind: 'scan' }>).patron_id, null)
})

test('without an answer the scan stays under way; a lost session puts it back in line', () => {
  const sent = depart(after(withLiesbeth, scan('a')))
  const silent = after(sent, { type: 'silent' })
  assert.equal(silent.queue.flight?.silences, 1)
  const back = after(silent, { type: 'turned_back' })
  assert.equal(shownRows(back)[0]?.phase, 'waiting')
  assert.equal((turnOf(back) as { code?: string } | null)?.code, 'a')
})

const undone = {
  undone: 'lent',
  item: null,
  loan_restored: false,
  loan_removed: true,
  hold_restored: false,
  fine_reversed_cents: 0,
  cost_reversed_cents: 0,
  due_on: null,
  patron: aPatron({ loans: 2 }),
}

test('undo marks its row and brings the head up to date', () => {
  const lent = land(after(withLiesbeth, scan('a')), lends('Een', 'e9'))
  const row_id = shownRows(lent)[0]?.row_id ?? 0
  const asked = after(lent, { type: 'undo_asked', row_id, event_id: 'e9', command_id: 'u' })
  const state = after(depart(asked), { type: 'undone', undone })
  assert.equal(shownRows(state)[0]?.undone?.loan_removed, true)
  assert.equal(state.visit?.patron.loans, 2)
  assert.equal(lastDue(state), null)
})

test('what is taken back of a visit that is closed is told of it no more', () => {
  const lent = land(after(withLiesbeth, scan('a')), { ...lends('Een'), event_id: '71' })
  const closed = after(lent, { type: 'close_asked' })
  assert.equal(closed.closed?.lent, 1)
  const ask = (event_id: string): DeskState =>
    after(depart(after(closed, { type: 'undo_asked', row_id: null, event_id, command_id: 'undo' })), {
      type: 'undone',
      undone: { ...undone, loan_removed: true },
    })
  assert.equal(ask('71').closed?.lent, 0)
  assert.equal(ask('72').closed?.lent, 1)
})

test('F4 and a scan undo the loan of that item, and only in this visit', () => {
  const lent = land(after(withLiesbeth, scan('3000000000011')), lends('Een', 'e9'))
  const cancelling = after(lent, { type: 'cancelling', on: true }, scan('3000000000011'))
  const task = turnOf(cancelling)
  assert.ok(task?.kind === 'undo')
  assert.equal(task.event_id, 'e9')
  const other = after(lent, { type: 'cancelling', on: true }, scan('9999999'))
  assert.equal(turnOf(other), null)
  assert.equal(shownRows(other)[0]?.note, 'not_lent_here')
})

const returns = after(emptyDesk, {
  type: 'return_started',
  return_on: '2026-11-21',
  reason: 'boekenbus',
  now,
})

test('return mode sends its date with each scan, opens no patron and ends after thirty idle minutes', () => {
  const state = after(returns, scan('a'))
  const body = scanBodyOf(state, turnOf(state) as Extract<Task, { kind: 'scan' }>)
  assert.deepEqual([body.return_on, body.return_reason, body.patron_id], ['2026-11-21', 'boekenbus', null])
  const card = land(state, opens())
  assert.equal(card.visit, null)
  assert.equal(shownRows(card)[0]?.note, 'card_in_return_mode')
  assert.equal(returnModeEnds(returns), now + 30 * 60_000)
  const later = after(returns, { type: 'scanned', code: 'b', command_id: 'b', now: now + 60_000 })
  assert.equal(returnModeEnds(later), now + 31 * 60_000)
})

test('what a person borrowed leaves the screen with the person', () => {
  const lent = land(after(withLiesbeth, scan('a')), lends('Een'))
  const closed = after(lent, { type: 'close_asked' })
  assert.deepEqual(closed.rows, [])
  assert.equal(lastDue(closed), null)
})

test('in any order of scans, answers and silences nothing is lost or handled twice (property)', () => {
  const step = fc.constantFrom('scan', 'depart', 'land', 'ask', 'silent', 'back', 'put_away', 'close')
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), steps => {
      let state = withLiesbeth
      let made = 0
      const sent = new Map<string, number>()
      const perform = (what: string): void => {
        if (what === 'scan') state = after(state, scan(`c${made++}`))
        const task = turnOf(state)
        if (what === 'depart' && task !== null) state = depart(state)
        const flying = state.queue.flight?.task
        const landing = what === 'land' ? lends('x') : what === 'ask' ? asksHome : null
        if (landing !== null && flying?.kind === 'scan') {
          sent.set(flying.command_id, (sent.get(flying.command_id) ?? 0) + 1)
          state = after(state, { type: 'answered', answer: landing, now })
        }
        if (what === 'silent' && flying !== undefined) state = after(state, { type: 'silent' })
        if (what === 'back' && flying !== undefined) state = after(state, { type: 'turned_back' })
        const open = openQuestions(state)[0]
        if (what === 'put_away' && open) state = after(state, { type: 'put_away', row_id: open.row_id, now })
        if (what === 'close') state = after(state, { type: 'close_asked' })
      }
      for (const what of steps) perform(what)
      for (let i = 0; i < 4 * (made + steps.length); i++)
        for (const w of ['put_away', 'depart', 'land']) perform(w)
      assert.equal(sent.size, made)
      assert.ok([...sent.values()].every(times => times === 1))
    }),
    { numRuns: 200 },
  )
})

test('a scan keeps the child for whom it was scanned, and never takes a child into another class', () => {
  const chosen = (name: string) => ({ patron_id: '31', child_id: name === 'Noor' ? '7' : '8', name })
  let state = deskAfter(
    { ...emptyDesk, visit: { patron: aPatron(), opened_at: '', accepted: [], asks: false } },
    { type: 'child_chosen', child: chosen('Noor') },
  )
  state = deskAfter(state, { type: 'scanned', code: '300', command_id: 'c1', now: 1 })
  state = deskAfter(state, { type: 'child_chosen', child: chosen('Adam') })
  const task = turnOf(state) as Extract<Task, { kind: 'scan' }>
  assert.equal(scanBodyOf(state, task).child_id, '7')
  const other: DeskState = { ...state, visit: { ...state.visit!, patron: aPatron({ patron_id: '99' }) } }
  assert.equal(scanBodyOf(other, task).child_id, undefined)
})
