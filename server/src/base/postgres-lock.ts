import { connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeOf } from './start-error.ts'

export interface Lock {
  release(): Promise<void>
}

/**
 * Takes the lock called `name`, which one process on this machine can hold. It is a socket in Linux's abstract
 * name space: the kernel frees it when its holder dies, however it dies, so that no stale lock can remain.
 *
 * @returns the lock, or the process id of the holder (0 when it gave no answer)
 */
export async function takeLock(name: string): Promise<Lock | number> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const lock = await bind(name)
    if (lock) return lock
    const holder = await askHolder(name)
    if (holder !== undefined) return holder
    // The holder went between the two questions: the name is free, or another starter has it by now.
    await sleep(20)
  }
  return 0
}

function bind(name: string): Promise<Lock | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer(socket => {
      socket.on('error', () => socket.destroy())
      socket.end(String(process.pid))
    })
    server.once('error', error => (codeOf(error) === 'EADDRINUSE' ? resolve(undefined) : reject(error)))
    server.listen(`\0${name}`, () => {
      server.unref()
      resolve({ release: () => new Promise<void>(done => server.close(() => done())) })
    })
  })
}

function askHolder(name: string): Promise<number | undefined> {
  return new Promise(resolve => {
    let text = ''
    const socket = connect(`\0${name}`)
    socket.setTimeout(2000, () => {
      socket.destroy()
      resolve(0)
    })
    socket.on('data', part => (text += part.toString()))
    socket.on('error', () => resolve(undefined))
    socket.on('end', () => resolve(Number(text) || 0))
  })
}
