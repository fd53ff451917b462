import { createTransport } from 'nodemailer'

/** One mail to one person. */
export interface Mail {
  readonly to: string
  readonly from_name: string
  readonly subject: string
  readonly text: string
  /** Tells mail servers that the same mail is the same: made of what was claimed. */
  readonly id: string
  readonly language: string
  /** News only: where one click says no more (RFC 8058). */
  readonly unsubscribe?: string
}

/** What became of it. `refused`: this address will not take it, ever; `later`: nobody took it, try again. */
export type MailOutcome = 'sent' | 'refused' | 'later'

export interface Mailer {
  send(mail: Mail): Promise<MailOutcome>
  close(): void
}

/** A refusal for good of the address (RFC 5321 §4.2.1, 5yz); everything else may pass. */
const isRefused = (error: unknown): boolean => {
  const e = error as { responseCode?: number; command?: string }
  return (e.responseCode ?? 0) >= 500 && (e.command === 'RCPT TO' || e.command === 'DATA')
}

/** A mail program shows its own button for what carries these two (RFC 2369 §3.2, RFC 8058 §3.1). */
const headersOf = ({ language, unsubscribe }: Mail): Record<string, string> => ({
  'Auto-Submitted': 'auto-generated',
  'Content-Language': language,
  ...(unsubscribe === undefined
    ? {}
    : {
        'List-Unsubscribe': `<${unsubscribe}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        Precedence: 'bulk',
      }),
})

/**
 * Sends by SMTP. Nothing of a mail, and nothing that the server answers, is logged: both hold addresses.
 * @param url `smtp://` or `smtps://`, with login and password where the server wants them
 */
export function openMailer(url: string, from: string): Mailer {
  const transport = createTransport(
    {
      url,
      pool: true,
      maxConnections: 1,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
    },
    { from },
  )
  const domain = from.split('@')[1] ?? 'localhost'
  return {
    send: async mail => {
      try {
        await transport.sendMail({
          to: mail.to,
          from: { name: mail.from_name, address: from },
          subject: mail.subject,
          text: mail.text,
          messageId: `<${mail.id}@${domain}>`,
          headers: headersOf(mail),
          disableFileAccess: true,
          disableUrlAccess: true,
        })
        return 'sent'
      } catch (error) {
        return isRefused(error) ? 'refused' : 'later'
      }
    },
    close: () => transport.close(),
  }
}
