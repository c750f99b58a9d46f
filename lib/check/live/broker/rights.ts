import { encodeCommand } from '../../../protocol';
import { StompConnection, StompError, type StateChange } from '../../../stomp';
import { inTime } from '../in-time';
import { problem, well, type Step } from '../step';
import type { BrokerCheck } from './broker-check';

const limitMs = 12_000;
const whenLate = 'Check the memory and disk limits of the broker: one that is full confirms nothing.';

/** Whether what GC publishes can be read. */
export function topicStep(check: BrokerCheck): Step {
  const { name, options } = check;
  const topic = `the topic "${options.destination}"`;
  return {
    name: 'read-topic',
    title: 'Right to read the topic',
    needs: ['broker-login'],
    limitMs,
    whenLate,
    run: async (signal) => {
      // The first to ask was the client. The topic can be there since then, because GC has published to it.
      const refusal = check.login?.topicRefusal ?? (await refusalOf(check, askForTopic, signal))?.message;
      return refusal === undefined
        ? well('topic-allowed', `The broker ${name} lets us read ${topic}.`)
        : problem(
            'topic-refused',
            `The broker ${name} does not let us read ${topic}, on which GC answers.`,
            `Ask the operator of the broker to let ${who(check)} read ${topic} and create it (in ActiveMQ "read" and "admin").`,
            refusal,
          );
    },
  };
}

/** Whether commands can be sent to GC. */
export function queueStep(check: BrokerCheck): Step {
  const { name, options } = check;
  const queue = `the queue "${options.commandQueue}"`;
  return {
    name: 'write-queue',
    title: 'Right to write the queue',
    needs: ['broker-login'],
    limitMs,
    whenLate,
    run: async (signal) => {
      const refusal = await refusalOf(check, sendHello, signal);
      if (refusal === undefined) {
        return well('queue-allowed', `The broker ${name} lets us write to ${queue}.`);
      }
      return /authorized to create/i.test(refusal.message)
        ? problem(
            'queue-missing',
            `The broker ${name} has no queue "${options.commandQueue}", so no GC takes commands from it; and it does not let us create it.`,
            'Check the name in --queue, and that GC runs: GC creates its queue when it starts. Then try again.',
            refusal.message,
          )
        : problem(
            'queue-refused',
            `The broker ${name} does not let us write to ${queue}, from which GC takes its commands.`,
            `Check the name in --queue, and ask the operator of the broker to let ${who(check)} write to ${queue}.`,
            refusal.message,
          );
    },
  };
}

/** What the broker is asked for. Resolves to its refusal. */
type Ask = (connection: StompConnection, options: BrokerCheck['options']) => Promise<StompError | undefined>;

async function askForTopic(
  connection: StompConnection,
  { destination }: BrokerCheck['options'],
): Promise<StompError | undefined> {
  let refusal: StompError | undefined;
  connection.subscribe({
    destination: `/topic/${destination}`,
    onMessage: () => undefined,
    onError: (error) => {
      refusal = error;
    },
  });
  await connection.connect();
  return refusal;
}

/** GC gets a heartbeat, which changes nothing. */
async function sendHello(
  connection: StompConnection,
  { commandQueue, destination }: BrokerCheck['options'],
): Promise<undefined> {
  await connection.connect();
  const hello = encodeCommand('Hello', { destination });
  await connection.send({ destination: `/queue/${commandQueue}`, ...hello, persistent: false });
}

/** Asks the broker in a session of its own. */
async function refusalOf(
  { address, options, limits }: BrokerCheck,
  ask: Ask,
  signal: AbortSignal,
): Promise<StompError | undefined> {
  const { user, password } = options;
  const { connectMs: connectTimeoutMs } = limits;
  const connection = new StompConnection({ brokers: [address], user, password, connectTimeoutMs });
  try {
    const asked = Promise.race([ask(connection, options), lossOf(connection)]);
    return await inTime(asked.catch(asRefusal), signal);
  } finally {
    await connection.close();
  }
}

/** Some brokers end the session of a client that asks for what it may not have. */
function lossOf(connection: StompConnection): Promise<StompError> {
  return new Promise((resolve) => {
    connection.on('state', ({ reason }: StateChange) => {
      if (reason !== undefined) {
        resolve(reason);
      }
    });
  });
}

/** What is no error of the broker stays what it is. */
function asRefusal(error: unknown): StompError {
  if (error instanceof StompError) {
    return error;
  }
  throw error;
}

function who({ options: { user } }: BrokerCheck): string {
  return user === undefined ? 'clients without a user' : `the user "${user}"`;
}
