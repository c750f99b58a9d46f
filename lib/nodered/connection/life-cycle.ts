import type { NodeAPI } from 'node-red';
import { Backoff, type GcClient, type Health } from '../../client';
import type { Privacy } from '../../privacy';
import { GcError } from '../../protocol';
import type { Audience } from './audience';
import { recordToFile } from '../recording/record-to-file';
import { soundPlan, type PlanOrProblem } from './settings/connection-plan';
import { HealthLog } from './health-log';
import { close, open, type Opened, type Owner } from './open-client';
import { shownStatus, type ConnectionState } from './view';
import { errorText, healthInLanguage, inLanguage } from '../language/in-language';
import { log } from '../language/phrases';

/** Pauses between attempts to start a simulator on a port that another process has. */
const portPauses = { minMs: 1000, maxMs: 30_000 };

/** How long a connection outlives its last user: a deploy takes nodes away and brings them back. */
const lingerMs = 5000;

/** Opens a connection for its first user, tries again while its port is taken, and closes it after the last user. */
export class LifeCycle implements ConnectionState {
  readonly #log: HealthLog;
  #opening: Promise<Opened> | undefined;
  #failure: string | undefined;
  #client: GcClient | undefined;
  #health: Health | undefined;
  #openSince = Infinity;
  #linger: NodeJS.Timeout | undefined;
  /** Until it is tried again to open the connection. */
  #retry: NodeJS.Timeout | undefined;
  readonly #pauses = new Backoff(portPauses);
  /** What begins once a retry has opened the connection. */
  #waiting: (() => void)[] = [];

  constructor(
    private readonly RED: NodeAPI,
    readonly plan: PlanOrProblem,
    private readonly audience: Audience,
    private readonly privacy: Privacy | undefined,
  ) {
    this.#log = new HealthLog(audience);
  }

  /** Opens the connection unless it is open or being opened. */
  start(): void {
    clearTimeout(this.#linger);
    this.#opening ??= this.#open();
  }

  /** Closes the connection unless somebody uses it again soon. */
  endSoon(): void {
    clearTimeout(this.#linger);
    if (this.#opening !== undefined) {
      this.#linger = setTimeout(() => void this.end(), lingerMs);
    }
  }

  /** Closes the connection until somebody uses it again. Never rejects. */
  async end(): Promise<void> {
    clearTimeout(this.#linger);
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#waiting = [];
    const opening = this.#opening;
    this.#opening = undefined;
    this.#health = undefined;
    this.#failure = undefined;
    this.paint();
    const opened = await opening?.catch(() => undefined);
    if (opened !== undefined) {
      opened.client.removeAllListeners();
      this.#logWarnings(opened.client); // Also of what goes wrong while it closes.
      this.audience.listenToTheEnd(opened.client);
      this.#client = this.#client === opened.client ? undefined : this.#client;
      await close(opened, () => this.audience.node);
    }
  }

  /** @throws {GcError} GC_INVALID_CONFIGURATION, GC_CLOSED */
  opened(): Promise<Opened> {
    return this.#opening ?? Promise.reject(new GcError('GC_CLOSED'));
  }

  /** Begins something once a retry has opened the connection; never where none is planned. */
  onceReopened(begin: () => void): void {
    if (this.isRetrying) {
      this.#waiting.push(begin);
    }
  }

  get isUsed(): boolean {
    return this.#opening !== undefined;
  }

  /** The client; undefined while the connection is closed. */
  get client(): GcClient | undefined {
    return this.#client;
  }

  /** When the client began to follow agents and calls, as `performance.now()` tells it; Infinity for never. */
  get openSince(): number {
    return this.#openSince;
  }

  get health(): Health | undefined {
    return this.#health;
  }

  get failure(): string | undefined {
    return this.#failure;
  }

  get isRetrying(): boolean {
    return this.#retry !== undefined;
  }

  /** Shows the status on all nodes of the connection. */
  paint(): void {
    this.audience.paint(shownStatus(this));
  }

  get #owner(): Owner {
    return { node: this.audience.node, privacy: this.privacy, attach: this.#attach };
  }

  #open(): Promise<Opened> {
    const { plan } = this;
    const opening = plan instanceof GcError ? Promise.reject(plan) : open(this.RED, plan, this.#owner);
    opening.then(
      () => {
        this.#hasOpened(opening);
      },
      (error: unknown) => {
        this.#hasFailed(opening, error);
      },
    );
    return opening;
  }

  readonly #attach = (client: GcClient): void => {
    this.audience.listenTo(client);
    client.on('health', (told) => {
      const health = healthInLanguage(told);
      this.#health = health;
      this.#log.report(health);
      this.paint();
      this.audience.tellHealth(health);
    });
    this.#logWarnings(client);
    const recording = soundPlan(this.plan)?.recording;
    if (recording !== undefined) {
      recordToFile(client, recording, this.audience.node);
    }
    this.#client = client;
    this.#openSince = performance.now();
  };

  #logWarnings(client: GcClient): void {
    client.on('warning', (warning) => {
      this.audience.node.warn(errorText(warning));
    });
  }

  #hasOpened(opening: Promise<Opened>): void {
    if (opening === this.#opening && this.#failure !== undefined) {
      this.#failure = undefined;
      this.#retry = undefined;
      this.#pauses.reset();
      this.paint();
      this.#waiting.splice(0).forEach((begin) => {
        begin();
      });
    }
  }

  /** A taken port may become free; a mistake in the configuration stays. */
  #hasFailed(opening: Promise<Opened>, error: unknown): void {
    if (opening !== this.#opening) {
      return;
    }
    if (isPortTaken(error)) {
      this.#retry = setTimeout(() => {
        this.#opening = this.#open();
      }, this.#pauses.next());
    }
    const failure = errorText(error);
    if (failure !== this.#failure) {
      this.audience.node.error(this.isRetrying ? inLanguage(log('untilPortIsFree', { failure })) : failure);
    }
    this.#failure = failure;
    this.paint();
  }
}

function isPortTaken(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: unknown } };
  return cause?.code === 'EADDRINUSE';
}
