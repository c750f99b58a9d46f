import path from 'node:path';
import { createInterface } from 'node:readline';
import { Child } from './child';

export interface JmsMessage {
  /** '/queue/…' or '/topic/…', as given to `consume`. */
  destination: string;
  /** The JMS interface: 'TextMessage', 'BytesMessage', or the class of anything else. */
  kind: string;
  text?: string;
  jmsType?: string;
  deliveryMode: 'PERSISTENT' | 'NON_PERSISTENT';
  properties: Record<string, string>;
}

export interface JmsSend {
  destination: string;
  kind: 'TextMessage' | 'BytesMessage';
  /** JMSType. */
  type?: string;
  text: string;
  /** Name of a string property, with its value. */
  property?: string;
  value?: string;
}

type Answer = { id: string; error?: string };
type Received = JmsMessage | { destination: string; error: string };

const libraries = [
  'activemq-client',
  'geronimo-jms_1.1_spec',
  'geronimo-j2ee-management-1.1-spec',
  'slf4j-api',
  'hawtbuf',
];

/** An independent JMS client in a Java process of its own; it comes back by itself after a broker's restart. */
export class JmsPeer {
  readonly #child: Child;
  readonly #answers = new Map<string, Answer>();
  readonly #received = new Map<string, Received[]>();
  #lastId = 0;
  #isClosed = false;

  constructor(broker: { openWirePort: number; user?: string; password?: string }) {
    const classPath = libraries.map((name) => `/usr/share/java/${name}.jar`).join(':');
    const login = broker.user === undefined ? [] : [broker.user, broker.password ?? ''];
    const source = path.join(__dirname, 'jms', 'JmsPeer.java');
    const args = ['-cp', classPath, source, String(broker.openWirePort), ...login];
    // As GC does, it gets passwords.
    this.#child = new Child('java', args, { isLogged: false });
    const { stdout } = this.#child.process;
    if (stdout) {
      createInterface(stdout).on('line', (line) => this.#onLine(line));
    }
  }

  /** Resolves when the consumer is there: what is sent from then on is seen. */
  consume(destination: string): Promise<void> {
    this.#received.set(destination, []);
    return this.#ask({ op: 'consume', destination });
  }

  send(message: JmsSend): Promise<void> {
    return this.#ask({ op: 'send', ...message });
  }

  /** The next message from a destination that is being consumed, in the order of arrival. */
  async next(destination: string): Promise<JmsMessage> {
    const message = await this.#child.until(() => this.#received.get(destination)?.shift(), {
      what: `a message on ${destination}`,
    });
    if ('error' in message) {
      throw new Error(message.error);
    }
    return message;
  }

  close(): Promise<void> {
    this.#isClosed = true;
    return this.#child.end('SIGKILL');
  }

  async #ask(command: Record<string, string | undefined>): Promise<void> {
    const id = String((this.#lastId += 1));
    this.#child.process.stdin?.write(`${JSON.stringify({ ...command, id })}\n`);
    const answer = await this.#child.until(() => this.#answers.get(id), {
      what: `the JMS client to ${command['op']}`,
    });
    if (answer.error) {
      throw new Error(answer.error);
    }
  }

  #onLine(line: string): void {
    if (this.#isClosed) {
      return; // what it was just saying may end in the middle of a line
    }
    const parsed = JSON.parse(line) as Answer | Received;
    if ('id' in parsed) {
      this.#answers.set(parsed.id, parsed);
    } else {
      this.#received.get(parsed.destination)?.push(parsed);
    }
  }
}
