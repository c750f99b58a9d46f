import { unavailable } from '../failures';
import { say } from '../phrases';
import type { Pool } from './load-pg';

const version = 1;

/** Any number that is the same everywhere: two processes must not create the tables at the same time. */
const creating = 1_735_928_559;

const create = `
  do $$ begin
    if to_regclass('gc_store') is null then
      perform pg_advisory_xact_lock(${creating});
      create table if not exists gc_store_version (version int not null);
      create table if not exists gc_store (
        room text not null,
        key text not null,
        value text not null,
        position bigint generated always as identity,
        written_at timestamptz not null default clock_timestamp(),
        ends_at timestamptz,
        primary key (room, key)
      );
      create index if not exists gc_store_ends_at on gc_store (ends_at);
      insert into gc_store_version select ${version} where not exists (select from gc_store_version);
    end if;
  end $$`;

/**
 * Creates the tables where they are missing.
 *
 * @throws {GcError} GC_STORE_UNAVAILABLE where they are those of a newer version.
 */
export async function prepareTables(pool: Pool): Promise<void> {
  await pool.query(create);
  const { rows } = await pool.query('select max(version) as version from gc_store_version');
  const found = Number(rows[0]?.['version']);
  if (found > version) {
    throw unavailable(say('newerTable', { found, known: version }), say('installNewer'));
  }
}

/** The time of `ends_at`, from the milliseconds in `$4`. */
const endsAt = `clock_timestamp() + $4::float8 * interval '1 millisecond'`;
const isLiving = '(ends_at is null or ends_at > clock_timestamp())';
const shown = 'key, value, extract(epoch from clock_timestamp() - written_at) * 1000 as age_ms';
const insert = `
  insert into gc_store (room, key, value, ends_at) values ($1, $2, $3, ${endsAt})
  on conflict (room, key) do update
  set value = excluded.value, written_at = excluded.written_at, ends_at = excluded.ends_at`;

export const statements = {
  put: insert,
  /** Returns a row if it was written. */
  once: `${insert} where gc_store.ends_at <= clock_timestamp() returning key`,
  find: `select ${shown} from gc_store where room = $1 and key = $2 and ${isLiving}`,
  take: `delete from gc_store where room = $1 and key = $2 and ${isLiving} returning ${shown}`,
  list: `select ${shown} from gc_store where room = $1 and ${isLiving} order by position`,
  expire: 'delete from gc_store where ends_at <= clock_timestamp() returning 1 as one',
  check: 'select 1 as one',
} as const;
