/** The fixed part of a request: names and lengths, in order (3M SIP 2.00). */
type Fixed = readonly (readonly [name: string, length: number])[]

interface Layout {
  /** Stands in metrics and in the log. */
  readonly name: string
  readonly answer: string
  readonly fixed: Fixed
  /** Machines are known to fill the fixed part wrongly, and nothing hangs on it. */
  readonly lenient?: true
}

const date = ['date', 18] as const
const layout = (name: string, answer: string, ...fixed: Fixed): Layout => ({ name, answer, fixed })

/** Every message that a machine may send. What is not here is not understood, and asked again. */
export const layouts: Readonly<Record<string, Layout>> = {
  '93': layout('login', '94', ['uid_algorithm', 1], ['pwd_algorithm', 1]),
  '99': { ...layout('sc_status', '98', ['status', 1], ['max_print', 3], ['version', 4]), lenient: true },
  '23': layout('patron_status', '24', ['language', 3], date),
  '63': layout('patron_information', '64', ['language', 3], date, ['summary', 10]),
  '11': layout('checkout', '12', ['sc_renewal', 1], ['no_block', 1], date, ['nb_due', 18]),
  '09': layout('checkin', '10', ['no_block', 1], date, ['return_date', 18]),
  '29': layout('renew', '30', ['third_party', 1], ['no_block', 1], date, ['nb_due', 18]),
  '65': layout('renew_all', '66', date),
  '15': layout('hold', '16', ['mode', 1], date),
  '17': layout('item_information', '18', date),
  '19': layout('item_status_update', '20', date),
  '35': layout('end_session', '36', date),
  '37': layout('fee_paid', '38', date, ['fee_type', 2], ['pay_type', 2], ['currency', 3]),
  '01': layout('block_patron', '24', ['retained', 1], date),
  '25': layout('patron_enable', '26', date),
  '97': layout('resend', ''),
}
