import { Audit } from './audit';
import type { CommandWatcher } from './commands/command-watcher';
import { Commands } from './commands/commands';
import type { CommandOptions, Outcome } from './commands/outcome';
import { checkChoice } from './configuration';
import { checkDestination, checkHelloArgument } from './connection/destinations';
import { Heartbeat, heartbeatOptions } from './connection/heartbeat';
import { Link } from './connection/link';
import { QueueRead } from './connection/queue-read';
import { queueSettings, type Delivery } from './delivery/delivery';
import { EventQueue } from './delivery/event-queue';
import type { Listeners } from './delivery/listeners';
import { ClientFigures } from './figures/client-figures';
import { Hints } from './hints/hints';
import { Inbound } from './inbound';
import { Counting } from './metrics/counters';
import { UnreadRecord } from './metrics/unread-record';
import { Model } from './model/model';
import type { GcClientOptions } from './options';
import { Recorder, secretsInOptions } from './recording';
import {
  FoundEvents,
  gcSideOf,
  Recovery,
  SessionKeeper,
  Sessions,
  SilentCalls,
  type GcSide,
} from './recovery';
import { Keys, StoreCare } from './safety';
import type { Subscription } from '../stomp';
import { Redactor, Secrets } from '../trace';

/** What a client is made of. */
export interface Parts {
  readonly destination: string;
  readonly counting: Counting;
  readonly unread: UnreadRecord;
  readonly model: Model;
  readonly link: Link;
  readonly sessions: Sessions;
  readonly commands: Commands;
  readonly gc: GcSide;
  readonly recovery: Recovery;
  readonly heartbeat: Heartbeat;
  readonly inbound: Inbound;
  readonly silentCalls: SilentCalls;
  readonly store: StoreCare;
  /** Absent where nothing is kept for the client that comes after this one. */
  readonly hints: Hints | undefined;
  readonly figures: ClientFigures;
  /** Where listeners get their events from, if not as they come. */
  readonly eventQueue: EventQueue | undefined;
  readonly recorder: Recorder;
}

/**
 * Makes the parts of a client, each out of those before it, and connects them.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION, naming what cannot be used.
 */
export function makeParts(options: GcClientOptions, listeners: Listeners): Parts {
  const destination = checkDestination(options.destination);
  const helloArgument = checkHelloArgument(options.helloArgument ?? destination);
  const isQueued = options.delivery?.kind === 'queue';
  const counting = new Counting();
  const model = new Model(options, isQueued, options.hintRoom !== undefined);
  const link = new Link(options, destination);
  const store = new StoreCare(options.store, (problem) => {
    link.setStore(problem);
  });
  // A login ends the recovery of its agent, and so lets commands go that wait for it: the one way back.
  const sessions = new Sessions((agentId) => {
    recovery.drop(agentId);
    model.learnExtension(agentId, sessions.get(agentId)?.login.extension);
  });
  const secrets = new Secrets(secretsInOptions(options));
  const recorder = new Recorder(secrets, options.privacy !== undefined);
  const unread = new UnreadRecord(new Redactor({ standIns: true, destination, secrets }));
  const commands = new Commands(
    options,
    (message) => link.send(message),
    model.live,
    counting,
    watcherOf(sessions, model),
    new Keys(options.safety, store),
    new QueueRead(() => sayBeat(model.live.agents.someLoggedIn() ? 'Beat' : 'Hello')),
    recorder,
    new Audit(listeners),
  );
  const sayBeat = (name: 'Hello' | 'Beat', its: CommandOptions = {}): Promise<Outcome> =>
    name === 'Hello' ? gc.sayHello(its) : commands.runOwn(name, { destination }, its);
  const found = new FoundEvents(model, sessions, counting, listeners, isQueued);
  const gc = gcSideOf({ destination, helloArgument }, commands, model, found, listeners);
  const recovery = new Recovery(options.recovery ?? {}, sessions, gc, commands);
  const keeper = new SessionKeeper(destination, sessions, recovery, gc, checkedLogouts(options));
  const silentCalls = new SilentCalls(options.resyncMs, model.live, gc, ({ agentId, dialogId }) => {
    const isThere = link.health.gc.condition === 'in-service';
    // What GC has told of a call from before the start waits in the queue.
    const isToCome =
      isQueued && model.live.calls.hintedOf(agentId).some((call) => call.dialogId === dialogId);
    return isThere && !isToCome && found.isOurs(agentId) && !recovery.isLost(agentId);
  });
  const heartbeat = new Heartbeat(heartbeatOptions(options), {
    send: sayBeat,
    someAgentIsLoggedIn: () => model.live.agents.someLoggedIn(),
    onSilent: (missed) => {
      link.missGc(missed);
    },
  });
  const inbound = new Inbound({
    counting,
    unread,
    keeper,
    link,
    model,
    found,
    commands,
    listeners,
    isQueued,
    privacy: options.privacy,
  });
  link.receive((message) => {
    recorder.now?.event(message);
    inbound.receive(message);
  });
  const eventQueue = queueOf(options.delivery, destination, counting, inbound, model, listeners);
  if (eventQueue !== undefined) {
    listeners.passWorkTo((job, receipt) => {
      eventQueue.work(job, receipt);
    });
    link.subscribe(recorded(eventQueue.subscription, recorder));
  }
  const hints = hintsOf(options, store, model, eventQueue, listeners);
  const figuresRoom = options.hintRoom === undefined ? undefined : `figures, ${options.hintRoom}`;
  const figures = new ClientFigures(figuresRoom, store, { model, isQueued, health: () => link.health });
  const parts = { destination, counting, unread, model, link, sessions, commands, gc, recovery };
  const all = { ...parts, heartbeat, inbound, silentCalls, store, hints, figures, eventQueue, recorder };
  followLink(all, listeners);
  return all;
}

/** What happens when the broker or GC comes or goes. */
function followLink(
  { link, commands, heartbeat, recovery, recorder, figures }: Parts,
  listeners: Listeners,
): void {
  link.on('arrival', () => {
    commands.connected();
    heartbeat.start();
  });
  link.on('departure', () => {
    heartbeat.stop();
    commands.disconnected();
    recovery.lose();
  });
  link.on('health', (health, before) => {
    recorder.now?.health(health);
    if (health.gc.condition !== before.gc.condition) {
      if (health.gc.condition === 'in-service') {
        recovery.begin();
      } else {
        recovery.lose();
      }
    }
    figures.followHealth();
    listeners.tellHealth(health);
  });
  link.on('warning', (warning) => {
    listeners.warn(warning);
  });
}

/** The same subscription, whose messages are recorded while a recording runs. */
function recorded(subscription: Subscription, recorder: Recorder): Subscription {
  return {
    ...subscription,
    onMessage: (message) => {
      recorder.now?.event(message, true);
      subscription.onMessage(message);
    },
  };
}

function watcherOf(sessions: Sessions, model: Model): CommandWatcher {
  return {
    asked: (name, parameters) => {
      sessions.asked(name, parameters);
    },
    sent: (name, parameters) => {
      model.learnSent(name, parameters);
    },
    ended: (name, parameters, result) => {
      sessions.ended(name, parameters, result);
      model.learnEnded(name, parameters, result);
    },
  };
}

function hintsOf(
  { hintRoom, privacy }: GcClientOptions,
  store: StoreCare,
  model: Model,
  eventQueue: EventQueue | undefined,
  listeners: Listeners,
): Hints | undefined {
  return hintRoom === undefined
    ? undefined
    : new Hints(hintRoom, store, {
        model,
        privacy,
        openOf: (agentId) => eventQueue?.openOf(agentId),
        warn: (warning) => {
          listeners.warn(warning);
        },
      });
}

function checkedLogouts({ recovery }: GcClientOptions): 'unexplained' | 'all' | 'none' {
  const given = recovery?.checkLogouts ?? 'unexplained';
  return checkChoice('recovery.checkLogouts', given, ['unexplained', 'all', 'none']);
}

function queueOf(
  delivery: Delivery | undefined,
  destination: string,
  counting: Counting,
  inbound: Inbound,
  model: Model,
  listeners: Listeners,
): EventQueue | undefined {
  checkChoice('delivery.kind', delivery?.kind ?? 'topic', ['topic', 'queue']);
  return delivery?.kind !== 'queue'
    ? undefined
    : new EventQueue(queueSettings(delivery, destination), counting, {
        hintBefore: (event) => model.hintBefore(event),
        take: (event, receipt) => inbound.receiveQueued(event, receipt),
        putAside: (event) => {
          inbound.tellPutAside(event);
        },
        warn: (warning) => {
          listeners.warn(warning);
        },
      });
}
