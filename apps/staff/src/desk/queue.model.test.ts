import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  departed,
  emptyQueue,
  landed,
  nextTask,
  pauseBefore,
  type Queue,
  queued,
  queuedFirst,
  slowness,
  turnedBack,
  unanswered,
  unfinished,
} from './queue.model.ts'

interface Task {
  readonly name: string
  readonly answer: boolean
}
const isAnswer = (task: Task): boolean => task.answer
const scan = (name: string): Task => ({ name, answer: false })
const answer = (name: string): Task => ({ name, answer: true })
const filled = (...tasks: Task[]): Queue<Task> =>
  tasks.reduce((queue, task) => queued(queue, task), emptyQueue as Queue<Task>)

test('tasks go one at a time, in the order of scanning', () => {
  let queue = filled(scan('a'), scan('b'))
  const first = nextTask(queue, false, isAnswer)
  assert.equal(first?.name, 'a')
  queue = departed(queue, first ?? scan('?'), {}, 0)
  assert.equal(nextTask(queue, false, isAnswer), null)
  queue = landed(queue)
  assert.equal(nextTask(queue, false, isAnswer)?.name, 'b')
})

test('a held line lets only answers pass', () => {
  const queue = filled(scan('a'))
  assert.equal(nextTask(queue, true, isAnswer), null)
  const answered = queuedFirst(queue, answer('yes'), isAnswer)
  assert.equal(nextTask(answered, true, isAnswer)?.name, 'yes')
})

test('answers go before scans and keep their own order', () => {
  let queue = filled(scan('a'), scan('b'))
  queue = queuedFirst(queue, answer('1'), isAnswer)
  queue = queuedFirst(queue, answer('2'), isAnswer)
  assert.deepEqual(
    queue.waiting.map(t => t.name),
    ['1', '2', 'a', 'b'],
  )
})

test('without an answer the same body is kept and sent again', () => {
  const task = scan('a')
  const body = { command_id: 'x' }
  const queue = unanswered(unanswered(departed(filled(task), task, body, 0)))
  assert.equal(queue.flight?.body, body)
  assert.equal(queue.flight?.silences, 2)
  assert.equal(unfinished(queue), 1)
})

test('without a session the task goes back to the head of the line', () => {
  const task = scan('a')
  const queue = turnedBack(departed(filled(task, scan('b')), task, {}, 0))
  assert.deepEqual(
    queue.waiting.map(t => t.name),
    ['a', 'b'],
  )
})

test('one second is busy, five is silence', () => {
  const task = scan('a')
  const { flight } = departed(filled(task), task, {}, 1000)
  assert.ok(flight !== null)
  assert.equal(slowness(flight, 1999), 'quick')
  assert.equal(slowness(flight, 2000), 'busy')
  assert.equal(slowness(flight, 6000), 'silent')
})

test('the pause between tries grows to five seconds and no further', () => {
  assert.deepEqual([1, 2, 3, 4, 5, 6, 20].map(pauseBefore), [250, 500, 1000, 2000, 4000, 5000, 5000])
})

test('whatever happens on the line, every scan is answered once and in order (property)', () => {
  const step = fc.constantFrom('scan', 'go', 'land', 'silence', 'turn_back')
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), steps => {
      let queue: Queue<Task> = emptyQueue
      let made = 0
      const done: string[] = []
      const perform = (what: string): void => {
        if (what === 'scan') queue = queued(queue, scan(String(made++)))
        const next = nextTask(queue, false, isAnswer)
        if (what === 'go' && next !== null) queue = departed(queue, next, {}, 0)
        if (what === 'silence') queue = unanswered(queue)
        if (what === 'turn_back') queue = turnedBack(queue)
        if (what === 'land' && queue.flight !== null) {
          done.push(queue.flight.task.name)
          queue = landed(queue)
        }
      }
      for (const what of steps) perform(what)
      while (unfinished(queue) > 0) {
        perform('go')
        perform('land')
      }
      assert.deepEqual(
        done,
        Array.from({ length: made }, (_, i) => String(i)),
      )
    }),
  )
})
