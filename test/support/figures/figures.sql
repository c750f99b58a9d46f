-- The figures of docs/figures.md, from what went over the wire and nothing else.
--
-- raw:     all events of GC and commands, in their order; `at` in milliseconds since 1970
-- agents:  who works there, with extension and team
-- setting: time zone of the intervals and of GC, begin and end of the day, and within how many seconds to answer

drop view if exists answer;
drop table if exists periods, call_events, segments, calls, spans, moments, durations, members;

-- Half hours and days on the clock of the time zone. An hour that the clock shows twice is two; a day may have 25.
create table periods as
select plan, extract(epoch from f)::bigint * 1000 as f, extract(epoch from t)::bigint * 1000 as t
from setting cross join lateral (
  select '30' as plan, f, f + interval '30 minutes' as t
  from generate_series(date_trunc('day', begins at time zone zone) at time zone zone, ends, interval '30 minutes') as f
  union all
  select 'day', f at time zone zone, (f + interval '1 day') at time zone zone
  from generate_series(date_trunc('day', begins at time zone zone), ends at time zone zone, interval '1 day') as f
) as every
where t > begins and f < ends;

-- What GC says of the calls of each agent. A call of an agent ends with DROP. The old text format names a call when it is
-- offered, held, wrapped up and over, and all questions to colleagues (rows O-008 to O-010 of the specification). What
-- has no name there goes on with the call that was named last, or, where that was over, belongs to the one named next.
-- The end of the work after a call says nothing about other calls.
create table call_events as
with heard as (
  select seq, at, agent, name, from_address, connected, dialog,
         case upper(state) when 'DROPPED' then 'DROP' when 'HOLD' then 'HELD' else upper(state) end as state
  from raw
  where kind = 'event' and name in ('NewInboundCall', 'InboundCall', 'ConsultCall')
), shown as (
  select *,
         dialog is not null and name <> 'ConsultCall'
           and (state = 'DROP' and lag(state) over (partition by agent, dialog order by seq) = 'WRAP_UP') is not true as is_named
  from heard
), beside as (
  select *,
         max(seq) filter (where is_named)
           over (partition by agent order by seq rows between unbounded preceding and 1 preceding) as before,
         min(seq) filter (where is_named)
           over (partition by agent order by seq rows between 1 following and unbounded following) as after
  from shown
), named as (
  select beside.*,
         coalesce(beside.dialog,
                  case when former.state in ('WRAP_UP', 'DROP') then null else former.dialog end,
                  latter.dialog, 'not named yet') as id
  from beside
  left join heard as former on former.seq = beside.before and beside.dialog is null
  left join heard as latter on latter.seq = beside.after and beside.dialog is null
), said as (
  select seq, at, agent, name, from_address, connected, id as dialog, state, name = 'ConsultCall' as is_question,
         lag(state) over (partition by agent, id order by seq) as state_before
  from named
)
select *, count(*) filter (where state_before = 'DROP') over (partition by agent, dialog order by seq) as run
from said;

-- One row for each call as an agent has it. Own questions to colleagues do not count.
create table calls as
select agent, dialog, run, is_question, is_dialled, is_from_outside, rings_at, answered_at, wrap_up_at, drop_seq,
       coalesce(wrap_up_at, dropped_at) as over_at, least(dropped_at, left_at) as closed_at
from (
  select agent, dialog, run,
         bool_or(is_question) as is_question,
         coalesce(bool_or(state in ('INITIATING', 'INITIATED')), false) as is_dialled,
         coalesce(min(from_address) not in (select extension from agents), false) as is_from_outside,
         min(at) filter (where state = 'ALERTING') as rings_at,
         min(at) filter (where state in ('ACTIVE', 'HELD')) as answered_at,
         min(at) filter (where state = 'WRAP_UP') as wrap_up_at,
         min(at) filter (where state = 'DROP') as dropped_at,
         min(seq) filter (where state = 'DROP') as drop_seq,
         min(seq) filter (where state = 'WRAP_UP') as wrap_up_seq
  from call_events
  group by agent, dialog, run
) as each_call
cross join lateral (
  -- An agent who has another state does not wrap up any more.
  select min(at) as left_at from (
    select at from raw
    where raw.agent = each_call.agent and raw.seq > wrap_up_seq and kind = 'event' and raw.name = 'State'
      and raw.state not in ('WORK', 'WORK_READY')
    order by raw.seq limit 1
  ) as first_other
) as leaving
where not is_question;

-- What lasts: the parts of calls, and the states of agents.
create table segments as
select calls.*, call_events.state,
       call_events.at as f,
       least(lead(call_events.at) over (partition by agent, dialog, run order by seq),
             case call_events.state when 'WRAP_UP' then closed_at end) as t
from call_events join calls using (agent, dialog, run)
where call_events.state is not null;

create table spans as
select agent, f, coalesce(t, 9e15::bigint) as t, '' as reason,
       case state when 'ALERTING' then 'ring' when 'ACTIVE' then 'talk' when 'HELD' then 'hold' else 'wrapUp' end as name
from segments
where state in ('ACTIVE', 'HELD', 'WRAP_UP') or (state = 'ALERTING' and not is_dialled)
union all
select agent, since, coalesce(lead(at) over (partition by agent order by seq), 9e15::bigint), coalesce(reason, ''),
       case when state = 'READY' then 'ready'
            when state like 'RESERVED%' then 'reserved'
            when state in ('TALKING', 'HOLD') then 'talking'
            when state in ('WORK', 'WORK_READY') then 'working'
            when state = 'NOT_READY' then 'notReady'
            when state in ('LOGOUT', 'UNKNOWN', 'RE_LOGIN') then 'gone'
            else 'other' end
from (
  -- The first state of an agent counts from when GC says that it began. So does the first after an hour without a login.
  select raw.*, case when lag(state, 1, 'LOGOUT') over its in ('LOGOUT', 'RE_LOGIN')
                       and at - lag(at, 1, 0::bigint) over its > 3600000 then
                     greatest(extract(epoch from begins) * 1000,
                                   coalesce(extract(epoch from told::timestamp at time zone gc_zone) * 1000, at))
                     else at end as since
  from raw, setting
  where kind = 'event' and name = 'State'
  window its as (partition by agent order by seq)
) as states;

-- What happens once.
create table moments as
with offered as (
  select *, rings_at is not null and not is_dialled as is_offered from calls
), unanswered as (
  select offered.*,
         (select state from raw
          where raw.agent = offered.agent and raw.name = 'State' and raw.kind = 'event' and raw.seq < drop_seq
          order by raw.seq desc limit 1) as state_before,
         (select state from raw
          where raw.agent = offered.agent and raw.name = 'State' and raw.kind = 'event'
            and raw.seq > drop_seq and raw.at <= closed_at + 2000
          order by raw.seq limit 1) as state_after
  from offered
  where is_offered and answered_at is null and closed_at is not null
), handed_on as (
  select commands.agent, commands.at
  from raw as commands
  where commands.kind = 'command' and commands.name in ('Transfer_sst', 'TransferCall')
    and exists (
      select from call_events as its join calls using (agent, dialog, run)
      where its.agent = commands.agent and its.seq > commands.seq and its.at = commands.at
        and its.state in ('WRAP_UP', 'DROP')
        and its.dialog = commands.dialog)
), joined as (
  -- JSON lists who is in a call. Elsewhere, a command makes a conference for whoever gives it, and for who comes into the
  -- call with it.
  select agent, dialog, run, at from call_events, setting
  where lists_participants and connected >= 3 and state in ('ACTIVE', 'HELD')
  union all
  select its.agent, its.dialog, its.run, its.at
  from setting, raw as commands
  join call_events as its on its.dialog = commands.dialog
    and its.seq > commands.seq and its.at = commands.at and its.state in ('ACTIVE', 'HELD')
  where not lists_participants and commands.kind = 'command' and commands.name = 'Conferencecall'
    and (its.agent = commands.agent or coalesce(its.state_before, 'DROP') = 'DROP')
)
select agent, rings_at as at, 'offered' as name from offered where is_offered
union all
select agent, answered_at, 'answered' from offered where is_offered and answered_at is not null
union all
select agent, answered_at, 'answeredInTime' from offered, setting
where is_offered and answered_at - rings_at <= 1000 * answered_within
union all
select agent, closed_at,
       -- An agent who works after another call meanwhile becomes ready for that reason.
       case when state_before like 'RESERVED%' and state_after = 'READY' and is_from_outside then 'abandoned' else 'missed' end
from unanswered
union all
select agent, coalesce(answered_at, over_at), 'outbound' from calls
where is_dialled and coalesce(answered_at, over_at) is not null
union all
select agent, closed_at, 'handled' from calls where answered_at is not null and closed_at is not null
union all
select agent, at, 'transferred' from handed_on
union all
select agent, min(at), 'conferenced' from joined join calls using (agent, dialog, run)
group by agent, dialog, run;

-- How long whole calls took, in seconds, and when that is known.
create table durations as
with parts as (
  select agent, dialog, run, min(closed_at) as at,
         sum(t - f) filter (where state = 'ACTIVE') as talk,
         sum(t - f) filter (where state = 'HELD') as hold,
         sum(t - f) filter (where state = 'WRAP_UP') as wrap_up
  from segments
  where answered_at is not null and closed_at is not null
  group by agent, dialog, run
)
select agent, at, 'talk' as name, coalesce(talk, 0) / 1000.0 as seconds from parts
union all
select agent, at, 'hold', hold / 1000.0 from parts where hold is not null
union all
select agent, at, 'wrapUp', wrap_up / 1000.0 from parts where wrap_up > 0
union all
select agent, at, 'handle', (coalesce(talk, 0) + coalesce(hold, 0) + coalesce(wrap_up, 0)) / 1000.0 from parts
union all
select agent, coalesce(answered_at, closed_at), 'ring', (coalesce(answered_at, closed_at) - rings_at) / 1000.0
from calls
where rings_at is not null and not is_dialled and coalesce(answered_at, closed_at) is not null;

-- For whom figures are added up.
create table members as
select agent, 'agent' as level, agent as id from agents
union all
select agent, 'team', team from agents
union all
select agent, 'connection', '' from agents;

create view answer as
with split as (
  select plan, level, id, agent, periods.f, name, reason, least(spans.t, periods.t) - greatest(spans.f, periods.f) as ms
  from spans join periods on spans.f < periods.t and spans.t > periods.f join members using (agent)
  where name <> 'gone'
), within as (
  select plan, level, id, periods.f, name, seconds
  from durations join periods on at >= periods.f and at < periods.t join members using (agent)
), sorted as (
  select plan, level, id, f, name, count(*) as n, avg(seconds) as mean, max(seconds) as longest,
         array_agg(seconds order by seconds) as all_seconds
  from within group by plan, level, id, f, name
)
select plan, level, id, periods.f, name as figure, count(*)::float as value
from moments join periods on at >= periods.f and at < periods.t join members using (agent)
group by plan, level, id, periods.f, name
union all
select plan, level, id, f, name || 'Seconds', sum(ms) / 1000.0 from split group by plan, level, id, f, name
union all
select plan, level, id, f, 'handleSeconds', sum(ms) / 1000.0 from split
where name in ('talk', 'hold', 'wrapUp') group by plan, level, id, f
union all
select plan, level, id, f, 'staffedSeconds', sum(ms) / 1000.0 from split
where name not in ('ring', 'talk', 'hold', 'wrapUp') group by plan, level, id, f
union all
select plan, level, id, f, 'agents', count(distinct agent) from split
where name not in ('ring', 'talk', 'hold', 'wrapUp') and ms > 0 group by plan, level, id, f
union all
select plan, level, id, f, 'occupancy',
       100.0 * sum(ms) filter (where name <> 'ready') / sum(ms)
from split where name in ('ready', 'reserved', 'talking', 'working') group by plan, level, id, f having sum(ms) > 0
union all
select plan, level, id, f, 'reason ' || reason, sum(ms) / 1000.0 from split where name = 'notReady' group by plan, level, id, f, reason
union all
select plan, level, id, f, name || 'Mean', mean from sorted
union all
select plan, level, id, f, name || 'Longest', longest from sorted
union all
select plan, level, id, f, name || 'P50', all_seconds[floor(0.5 * (n - 1))::int + 1] from sorted
union all
select plan, level, id, f, name || 'P90', all_seconds[floor(0.9 * (n - 1))::int + 1] from sorted;
