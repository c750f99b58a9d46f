import { asUtc, zoneShown } from '../../../client';
import type { GcEvent } from '../../../protocol';
import type { Finding, Place, ReportPart, SettingChange } from '../../report/finding';
import { settingChange } from '../../site-settings';
import type { Sight, Watcher } from '../sight';
import { placeOf } from '../tally';
import type { TracedAgents } from '../traced-agents';

const minuteMs = 60_000;
/** Within such a time, the least difference is the one of the clocks; what is more is the way of the event. */
const spanMs = 10 * minuteMs;
/** A trace of a week. */
const mostSpans = 1008;
/** Clocks that differ by more than this make times wrong. */
const toleratedMs = 5000;

const noExpiry = settingChange('expireCommands', false, 'off');

/** The least difference of two clocks within a span of time. */
interface Span {
  readonly at: number;
  leastMs: number;
  readonly where: Place;
}

/** What a trace shows of GC's clock. */
export interface ClockReading {
  /** What is to be added to GC's times to get UTC, in whole quarters of an hour; in milliseconds. */
  readonly zoneMs: number;
  /** By how much GC's clock is behind, apart from its zone, in milliseconds. */
  readonly behindMs: number;
  readonly where: Place;
}

/** Compares GC's clock and the broker's with the one of the machine that recorded. */
export class ClockFindings implements Watcher {
  readonly #gc: Span[] = [];
  readonly #broker: Span[] = [];
  /** The first time of GC that is not written as the specification has it. */
  #foreign: { readonly text: string; readonly where: Place } | undefined;

  take(sight: Sight): void {
    const { entry, event, at, agents } = sight;
    if (entry.kind !== 'event' || entry.from === 'queue') {
      return;
    }
    const takenAt = Number(entry.headers?.timestamp);
    if (Number.isFinite(takenAt) && takenAt > 0) {
      note(this.#broker, at, at - takenAt, sight);
    }
    const text = event === undefined ? undefined : freshTimeIn(event, agents);
    if (text === undefined) {
      return;
    }
    const local = asUtc(text);
    if (local === undefined) {
      this.#foreign ??= { text, where: placeOf(sight) };
    } else {
      note(this.#gc, at, at - local, sight);
    }
  }

  /** Undefined where no change of state has shown it. */
  get reading(): ClockReading | undefined {
    const last = this.#gc.at(-1);
    if (last === undefined) {
      return undefined;
    }
    const zoneMs = zoneShown(0, last.leastMs);
    return { zoneMs, behindMs: last.leastMs - zoneMs, where: last.where };
  }

  get foreign(): { readonly text: string; readonly where: Place } | undefined {
    return this.#foreign;
  }

  /** The setting that GC's zone needs on this machine; undefined where it is this machine's zone, or not known. */
  get zoneSetting(): SettingChange | undefined {
    const { reading } = this;
    const last = this.#gc.at(-1);
    if (reading === undefined || last === undefined) {
      return undefined;
    }
    const own = new Date(last.at).getTimezoneOffset() * minuteMs;
    return own === reading.zoneMs ? undefined : settingChange('gcTimeZone', offsetOf(reading.zoneMs));
  }

  /** The settings that the clocks ask for. */
  get settings(): SettingChange[] {
    return this.#isBrokerOff ? [noExpiry] : [];
  }

  get #lastOfBroker(): Span | undefined {
    return this.#broker.at(-1);
  }

  get #isBrokerOff(): boolean {
    return Math.abs(this.#lastOfBroker?.leastMs ?? 0) > toleratedMs;
  }

  part(): ReportPart {
    const { reading } = this;
    const broker = this.#lastOfBroker;
    const facts = [
      ...(reading === undefined
        ? []
        : [
            { name: "GC's zone", value: offsetOf(reading.zoneMs) },
            { name: "GC's clock", value: differenceOf(reading.behindMs) },
          ]),
      ...(this.#gc.length < 2 ? [] : [{ name: 'drift', value: this.#driftOf(this.#gc) }]),
      ...(broker === undefined ? [] : [{ name: "broker's clock", value: differenceOf(broker.leastMs) }]),
    ];
    return { id: 'clock', title: 'Clock and zone', facts, findings: [...this.#ofGc(), ...this.#ofBroker()] };
  }

  #ofGc(): Finding[] {
    const { reading, zoneSetting, foreign } = this;
    const isOff = reading !== undefined && Math.abs(reading.behindMs) > toleratedMs;
    return [
      ...(isOff
        ? [
            {
              id: 'clock-of-gc',
              severity: 'problem',
              what: `GC's clock is ${differenceOf(reading.behindMs)}: states seem to have lasted longer or shorter than they did.`,
              where: reading.where,
              whatToDo: 'Let the servers of GC and this machine follow the same time server.',
            } as const,
          ]
        : []),
      ...(zoneSetting === undefined
        ? []
        : [
            {
              id: 'clock-zone',
              severity: 'note',
              what: 'GC has another time zone than this machine. The connection finds that out by itself at the first change; with the setting it knows it from the start.',
              where: reading?.where,
              setting: zoneSetting,
              whatToDo:
                'Where the clocks there change twice a year, give the name of the zone, such as Europe/Berlin.',
            } as const,
          ]),
      ...(foreign === undefined
        ? []
        : [
            {
              id: 'clock-form',
              severity: 'problem',
              what: 'GC writes times in a form that is not known, so durations are counted from when events come.',
              where: foreign.where,
              whatToDo: 'Open an issue with this line.',
            } as const,
          ]),
    ];
  }

  /** Commands expire by the broker's clock. */
  #ofBroker(): Finding[] {
    const broker = this.#lastOfBroker;
    if (broker === undefined || !this.#isBrokerOff) {
      return [];
    }
    return [
      {
        id: 'clock-of-broker',
        severity: 'problem',
        what: `The broker's clock is ${differenceOf(broker.leastMs)}: it discards commands too early or too late.`,
        where: broker.where,
        whatToDo:
          'Let the broker and this machine follow the same time server; until then, untick the setting.',
        setting: noExpiry,
      },
    ];
  }

  #driftOf(spans: readonly Span[]): string {
    const [first, last] = [spans[0], spans.at(-1)];
    const hours = ((last?.at ?? 0) - (first?.at ?? 0)) / (60 * minuteMs);
    const drift = ((last?.leastMs ?? 0) - (first?.leastMs ?? 0)) / 1000;
    return `${drift.toFixed(1)} s in ${hours.toFixed(1)} h`;
  }
}

/** GC's time of something that has just happened: an agent is in another state, or a call has begun. */
function freshTimeIn(event: GcEvent, agents: TracedAgents): string | undefined {
  if (event.type === 'State') {
    const { state } = agents.get(event.agentId);
    return state === undefined || state === event.state ? undefined : event.stateChangeTime;
  }
  const isCall =
    event.type === 'InboundCall' && ['INITIATING', 'INITIATED', 'ALERTING'].includes(event.state);
  const isNew =
    isCall &&
    event.dialogId !== undefined &&
    (agents.get(event.agentId).calls.get(event.dialogId)?.state ?? '') === '';
  return isNew ? event.startTime : undefined;
}

function note(spans: Span[], at: number, behindMs: number, sight: Sight): void {
  const last = spans.at(-1);
  if (last !== undefined && at - last.at < spanMs) {
    last.leastMs = Math.min(last.leastMs, behindMs);
    return;
  }
  spans.push({ at, leastMs: behindMs, where: placeOf(sight) });
  if (spans.length > mostSpans) {
    spans.splice(1, 1);
  }
}

/** `+01:00`; `zoneMs` is what is to be added to get UTC. */
export function offsetOf(zoneMs: number): string {
  const minutes = Math.round(Math.abs(zoneMs) / minuteMs);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${zoneMs > 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function differenceOf(behindMs: number): string {
  const seconds = Math.abs(behindMs) / 1000;
  if (seconds < 1.5) {
    return 'right';
  }
  return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s ${behindMs > 0 ? 'behind' : 'ahead'}`;
}
