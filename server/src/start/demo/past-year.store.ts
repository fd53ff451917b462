import { type Query, sql } from '../../base/sql.ts'

/**
 * An invented year of loans that came back, as facts without persons, so that a draft of a regulation has something to be
 * tried on. It ends where the loans begin that the demonstration plays for real. The same days give the same loans: every
 * figure follows from a hash of branch and number. Once only.
 */
export const insertPastYear = (at: {
  readonly from_on: string
  readonly days: number
  readonly each: number
}): Query => sql`
  with drawn as (
    select b.library_id, b.branch_id, n,
           abs(hashtext(b.code || 'day' || n)) % ${at.days} as day_no, abs(hashtext(b.code || 'kind' || n)) % 100 as kind,
           abs(hashtext(b.code || 'who' || n)) % 100 as who, abs(hashtext(b.code || 'kept' || n)) % 100 as kept,
           abs(hashtext(b.code || 'late' || n)) % 100 as late, abs(hashtext(b.code || 'wait' || n)) % 100 as wait
      from organisation.branch b cross join generate_series(1, ${at.each}) as n
     where not exists (select from circulation.loan_fact)
  ), loan as (
    select library_id, branch_id, ${at.from_on}::date + day_no as lent_on,
           case when kind < 62 then 'book' when kind < 76 then 'comic' when kind < 86 then 'dvd' when kind < 94 then 'magazine' else 'cd' end as item_type,
           case when who < 55 then 'volwassene' when who < 93 then 'jeugd' when who < 98 then 'klas' else 'instelling' end as membership_type,
           case when who < 20 then '35-44' when who < 38 then '55-64' when who < 55 then '75+' when who < 75 then '6-11' when who < 93 then '12-14' end as age_band,
           kept, late, wait
      from drawn
  ), termed as (
    select loan.*, case when membership_type in ('klas', 'instelling') then 56 when item_type = 'dvd' then 7 when item_type = 'magazine' then 14 else 28 end as term
      from loan
  ), ended as (
    select termed.*, case when kept < 70 then 0 when kept < 92 then 1 else 2 end as renewals from termed
  )
  insert into circulation.loan_fact (library_id, branch_id, returned_on, lent_on, due_on, renewals, membership_type, age_band, item_type,
    item_age_days, price_cents, hold_wait_days)
  select library_id, branch_id,
         lent_on + term * (renewals + 1) + case when late < 9 then 1 + late * 2 else - least(term - 1, late % term) end,
         lent_on, lent_on + term * (renewals + 1), renewals, membership_type, age_band, item_type, 200 + late * 20, 900 + kept * 20,
         case when wait < 12 then 3 + wait * 3 end
    from ended`
