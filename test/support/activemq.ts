import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { Child, temporaryFolder } from './child';
import { once } from './wait';

export interface ActiveMqOptions {
  /** Port of the STOMP connector; the system chooses when absent. */
  port?: number;
  /** Port of the OpenWire connector, for JMS clients; the system chooses when absent. */
  openWirePort?: number;
  /** Port of the STOMP connector with TLS; the system chooses when absent. */
  tlsPort?: number;
  /** Keeps persistent messages over a restart. Without it everything is in memory. */
  persistent?: boolean;
  /** Who may log in; everybody when absent. */
  users?: readonly { name: string; password: string }[];
  /** The queues and topics that users may use, such as 'OPEN.>'; all when absent. */
  allowed?: string;
  /** Who may do what, as a broker in production has it: nobody may do anything else, not even what is ActiveMQ's own. */
  rights?: readonly Right[];
  /** Adds a STOMP connector with TLS. */
  tls?: ActiveMqTls;
  /** OpenWire port of a broker with which this one becomes a network. */
  networkWith?: number;
}

/** Rights on the queue, or the topic, of this name; for each, the names of users. */
export interface Right {
  queue?: string;
  topic?: string;
  read?: readonly string[];
  write?: readonly string[];
  /** ActiveMQ's word for the right to create it. */
  admin?: readonly string[];
}

export interface ActiveMqTls {
  /** Path of a PKCS#12 file with the broker's key and certificate. */
  keyStore: string;
  passphrase: string;
  /** Clients have to show a certificate, too. */
  needClientAuth?: boolean;
}

export interface ActiveMq {
  readonly port: number;
  /** Port of the connector with TLS; 0 without `tls`. */
  readonly tlsPort: number;
  readonly openWirePort: number;
  readonly pid: number;
  /** What the broker printed. */
  log(): string;
  stop(): Promise<void>;
  /** SIGKILL: no good-bye to anybody. */
  kill(): Promise<void>;
  /** SIGSTOP: the connections stay open, and nobody answers, until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** The same broker again, on the same ports and with the same store, after `stop` or `kill`. */
  restart(): Promise<ActiveMq>;
}

const home = '/usr/share/activemq';
/** Java takes long to start where many tests run side by side. Shorter than mocha's own limit, so that the log is shown. */
const startMs = 150_000;

/** Starts Debian's ActiveMQ as a plain process, on 127.0.0.1 only, in a folder of its own. */
export function startActiveMq(options: ActiveMqOptions = {}): Promise<ActiveMq> {
  return startIn(temporaryFolder('activemq'), options);
}

async function startIn(folder: string, options: ActiveMqOptions): Promise<ActiveMq> {
  const conf = path.join(folder, 'conf');
  await mkdir(conf, { recursive: true });
  await writeFile(path.join(conf, 'activemq.xml'), configuration(folder, options));
  await writeFile(path.join(conf, 'log4j.properties'), logging);
  const child = new Child('java', [
    '-Xmx256m',
    '-XX:TieredStopAtLevel=1',
    '-XX:+UseSerialGC',
    `-Dlog4j.configuration=file:${conf}/log4j.properties`,
    `-Dactivemq.home=${home}`,
    `-Dactivemq.base=${folder}`,
    `-Dactivemq.conf=${conf}`,
    `-Dactivemq.data=${folder}/data`,
    '-jar',
    `${home}/bin/activemq.jar`,
    'start',
    `xbean:file:${conf}/activemq.xml`,
  ]);
  try {
    return await ready(child, folder, options);
  } catch (error) {
    await child.end('SIGKILL');
    throw error;
  }
}

async function ready(child: Child, folder: string, options: ActiveMqOptions): Promise<ActiveMq> {
  await child.until(() => /Apache ActiveMQ .* started/.test(child.log()), {
    what: 'ActiveMQ to start',
    timeoutMs: startMs,
  });
  const port = listeningPort(child.log(), 'stomp');
  const tlsPort = options.tls ? listeningPort(child.log(), 'stomp\\+ssl') : 0;
  const openWirePort = listeningPort(child.log(), 'tcp');
  await child.until(() => answersConnect(port).catch(() => false), {
    what: "ActiveMQ's answer to CONNECT",
  });
  return {
    port,
    tlsPort,
    openWirePort,
    pid: child.pid,
    log: () => child.log(),
    stop: () => child.end('SIGTERM'),
    kill: () => child.end('SIGKILL'),
    freeze: () => void child.process.kill('SIGSTOP'),
    thaw: () => void child.process.kill('SIGCONT'),
    restart: () => startIn(folder, { ...options, port, openWirePort, tlsPort }),
  };
}

function listeningPort(log: string, scheme: string): number {
  const port = new RegExp(`Listening for connections at: ${scheme}://[^:]+:(\\d+)`).exec(log)?.[1];
  if (!port) {
    throw new Error(`ActiveMQ does not say on which port it listens for ${scheme}.\n${log}`);
  }
  return Number(port);
}

async function answersConnect(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    socket.write('CONNECT\naccept-version:1.2\nhost:/\n\n\0');
    const [answer] = await once<[Buffer]>(socket, 'data');
    return /^(CONNECTED|ERROR)/.test(answer.toString());
  } finally {
    socket.destroy();
  }
}

const logging = `log4j.rootLogger=INFO, out
log4j.appender.out=org.apache.log4j.ConsoleAppender
log4j.appender.out.layout=org.apache.log4j.PatternLayout
log4j.appender.out.layout.ConversionPattern=%-5p %m%n
`;

function configuration(folder: string, options: ActiveMqOptions): string {
  const { port = 0, openWirePort = 0, tlsPort = 0, persistent = false, tls, networkWith } = options;
  return `<beans xmlns="http://www.springframework.org/schema/beans"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://www.springframework.org/schema/beans http://www.springframework.org/schema/beans/spring-beans.xsd
    http://activemq.apache.org/schema/core http://activemq.apache.org/schema/core/activemq-core.xsd">
  <broker xmlns="http://activemq.apache.org/schema/core" brokerName="${path.basename(folder)}" useJmx="false"
    persistent="${persistent}" dataDirectory="${folder}/data">
    ${networkWith ? network(networkWith) : ''}
    <plugins>${authentication(options)}${authorization(options)}</plugins>
    ${tls ? keyStore(tls) : ''}
    <transportConnectors>
      <transportConnector name="stomp" uri="stomp://127.0.0.1:${port}"/>
      ${tls ? tlsConnector(tlsPort, tls) : ''}
      <transportConnector name="openwire" uri="tcp://127.0.0.1:${openWirePort}"/>
    </transportConnectors>
  </broker>
</beans>
`;
}

function network(port: number): string {
  return `<networkConnectors><networkConnector uri="static:(tcp://127.0.0.1:${port})" duplex="true"/></networkConnectors>`;
}

function keyStore({ keyStore, passphrase }: ActiveMqTls): string {
  return `<sslContext><sslContext keyStore="file:${keyStore}" keyStoreType="PKCS12" keyStorePassword="${passphrase}"/></sslContext>`;
}

function tlsConnector(port: number, { needClientAuth = false }: ActiveMqTls): string {
  const uri = `stomp+ssl://127.0.0.1:${port}?needClientAuth=${needClientAuth}`;
  return `<transportConnector name="stomp+ssl" uri="${uri}"/>`;
}

function authentication({ users }: ActiveMqOptions): string {
  if (!users) {
    return '';
  }
  const entries = users.map(
    ({ name, password }) =>
      `<authenticationUser username="${xml(name)}" password="${xml(password)}" groups="users,${xml(name)}"/>`,
  );
  return `<simpleAuthenticationPlugin><users>${entries.join('')}</users></simpleAuthenticationPlugin>`;
}

function authorization({ allowed, rights = allowed ? rightsOfAll(allowed) : [] }: ActiveMqOptions): string {
  if (rights.length === 0) {
    return '';
  }
  const list = rights.map(authorizationEntry).join('');
  return `<authorizationPlugin><map><authorizationMap><authorizationEntries>${list}</authorizationEntries></authorizationMap></map></authorizationPlugin>`;
}

/** Everybody may use what is the broker's own: without its advisories no JMS client and no network of brokers works. */
function rightsOfAll(allowed: string): Right[] {
  const users = { read: ['users'], write: ['users'], admin: ['users'] };
  return [allowed, 'ActiveMQ.>'].flatMap((name) => [
    { queue: name, ...users },
    { topic: name, ...users },
  ]);
}

function authorizationEntry(right: Right): string {
  const attributes = Object.entries(right).map(([name, value]: [string, string | readonly string[]]) => {
    return `${name}="${xml([value].flat().join(','))}"`;
  });
  return `<authorizationEntry ${attributes.join(' ')}/>`;
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
