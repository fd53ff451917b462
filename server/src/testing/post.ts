import { type AddressInfo, createServer, type Server } from 'node:net'

/** A mail server as simple as it can be, on the loopback; it takes what it is told to take. */
export interface Post {
  readonly port: number
  readonly mails: { to: string; text: string }[]
  /** How often somebody knocked. */
  calls: number
  /** What it answers to a recipient: 250 takes it, 550 refuses for good, 450 for now. */
  answer: number
  /** Hangs up in the middle, as a server does that loses its power. */
  hangs: boolean
  close(): void
}
export async function openPost(): Promise<Post> {
  const post = { port: 0, mails: [] as Post['mails'], calls: 0, answer: 250, hangs: false }
  const server: Server = createServer(socket => {
    post.calls += 1
    let data: string[] | null = null
    let to = ''
    let kept = ''
    socket.on('error', () => undefined)
    const say = (line: string) => void socket.write(`${line}\r\n`)
    say('220 loopback')
    socket.on('data', part => {
      kept += part.toString('utf8')
      for (let at = kept.indexOf('\r\n'); at >= 0; at = kept.indexOf('\r\n')) {
        const line = kept.slice(0, at)
        kept = kept.slice(at + 2)
        if (data) {
          if (line !== '.') {
            data.push(line)
            continue
          }
          if (post.hangs) return void socket.destroy()
          post.mails.push({ to, text: data.join('\n') })
          data = null
          say('250 ok')
        } else if (/^EHLO|^HELO/.test(line)) say('250 loopback')
        else if (line.startsWith('RCPT TO')) {
          to = /<(.*)>/.exec(line)?.[1] ?? ''
          say(`${post.answer} recipient`)
        } else if (line === 'DATA') {
          data = []
          say('354 go on')
        } else if (line === 'QUIT') {
          say('221 bye')
          socket.end()
        } else say('250 ok')
      }
    })
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  post.port = (server.address() as AddressInfo).port
  return Object.assign(post, { close: () => void server.close() })
}
/** The words of a mail, without its transfer encoding. */
export const wordsOfMail = (text: string): string => {
  const body = text.slice(text.indexOf('\n\n') + 2)
  if (/^Content-Transfer-Encoding: base64/im.test(text)) return Buffer.from(body, 'base64').toString('utf8')
  const joined = body.replace(/=\n/g, '')
  const bytes = joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return /quoted-printable/i.test(text) ? Buffer.from(bytes, 'latin1').toString('utf8') : body
}
