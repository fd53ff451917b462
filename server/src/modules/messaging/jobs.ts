import { addMonths } from '../../base/dates.ts'
import { forgetEverywhere, type Job, nightlyForget } from '../../base/job.ts'
import type { Mailer } from '../../base/mail.ts'
import { forgetAddressLists } from './campaigns/address-lists.store.ts'
import { CAMPAIGNS_JOB } from './campaigns/campaigns.ts'
import { forgetCampaigns } from './campaigns/campaigns.store.ts'
import { planCampaigns } from './campaigns/plan-campaigns.ts'
import { forgetMessages } from './forget/forget-messages.store.ts'
import { remindOnline } from './notice/remind-online.ts'
import { planLinks } from './notice/plan-links.ts'
import { planNotices } from './notice/plan-notices.ts'
import { planDueDays } from './plan/plan-due.ts'
import { planEvents } from './plan/plan-events.ts'
import { sendSearchNews } from './search-news/search-news.ts'
import { sendMails } from './send/send-mails.ts'

/** How long a message is kept after it ended. */
const KEPT_HOURS = 90 * 24

/** Campaigns and lists of addresses are kept for two years, as proof of who got what and on which ground. */
const NEWS_MONTHS = 24
const ofNews: readonly Job[] = [
  {
    name: CAMPAIGNS_JOB,
    timetable: '* * * * *',
    limit_ms: 2 * 3_600_000,
    handler: ctx => planCampaigns(ctx),
  },
  nightlyForget({
    name: 'forget_campaigns',
    timetable: '20 3 * * *',
    remove: (library_id, { today, most }) =>
      forgetCampaigns(library_id, addMonths(today, -NEWS_MONTHS), most),
  }),
  nightlyForget({
    name: 'forget_address_lists',
    timetable: '22 3 * * *',
    most: 20,
    remove: (library_id, { today, most }) =>
      forgetAddressLists(library_id, addMonths(today, -NEWS_MONTHS), most),
  }),
]

/** `mailer`: null where no mail server is set; then every message is a letter. */
export const messagingJobs = (mailer: Mailer | null, site = ''): readonly Job[] => [
  ...ofNews,
  {
    name: 'messages',
    timetable: '* * * * *',
    limit_ms: 10 * 60_000,
    handler: async ctx => {
      await planEvents(ctx, mailer !== null)
      // A link goes by mail or not at all.
      if (mailer !== null) await planLinks(ctx)
      await sendMails(ctx, mailer, site)
    },
  },
  {
    // Asked for at once when patrons are to be told; the timetable goes on where a run was cut off.
    name: 'notices',
    timetable: '* * * * *',
    limit_ms: 2 * 3_600_000,
    handler: ctx => planNotices(ctx, mailer !== null),
  },
  {
    name: 'messages_of_due_days',
    timetable: '15 3 * * *',
    limit_ms: 2 * 3_600_000,
    catch_up_ms: 20 * 3_600_000,
    handler: ctx => planDueDays(ctx, mailer !== null),
  },
  {
    name: 'online_reminders',
    timetable: '25 3 * * *',
    limit_ms: 30 * 60_000,
    catch_up_ms: 20 * 3_600_000,
    handler: ctx => remindOnline(ctx, mailer !== null),
  },
  {
    // Seven in the evening in winter, eight in summer: a day's cataloguing is in.
    name: 'mail_search_news',
    timetable: '0 18 * * *',
    limit_ms: 2 * 3_600_000,
    catch_up_ms: 4 * 3_600_000,
    handler: ctx => sendSearchNews(ctx, mailer, site),
  },
  {
    name: 'forget_messages',
    timetable: '45 1 * * *',
    limit_ms: 30 * 60_000,
    catch_up_ms: 20 * 3_600_000,
    handler: async ctx => {
      const before = ctx.now.subtract({ hours: KEPT_HOURS }).toString()
      await forgetEverywhere(ctx, (library_id, most) => forgetMessages(library_id, before, most))
    },
  },
]
