import { choiceKinds } from '../../lib/protocol/catalogue/choices';
import { mutate } from './mutate';
import type { Random } from './random';

/** What the deployed nodes are called, and what no node is called. */
export interface Names {
  /** Ids of nodes. */
  readonly ids: readonly string[];
  readonly agentIds: readonly string[];
  /** Values for any field of a dialog, such as hosts, ports and variables that are there. */
  readonly values: readonly string[];
}

interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly string[];
  readonly body: string;
}

/** Of objects, of files, and of nothing. */
const hostileNames = [
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'length', 'then', 'toJSON'],
  ...['', ' ', '.', '..', '../../../etc/passwd', '/dev/zero', '\0', '\u202e', '😀', '-1', '1e9', 'NaN'],
];
const encodedNames = [
  ...[
    '%00',
    '%',
    '%f',
    '%ff',
    '%E0%A4%A',
    '%2e%2e',
    '..%2f..%2f',
    '%252e',
    '%5c..%5c',
    '%F0%9F%98%80',
    '%0d%0aX:%201',
  ],
  ...['a;b=c', '*', ':id', '(.*)', '//', '?', '#', '..', 'x'.repeat(4000), '/'.repeat(4000)],
];
const methods = ['HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'get', 'BREW'];
const jsonType = 'application/json';
const contentTypes = [
  ...[
    'application/json; charset=utf-8',
    'application/json; charset=klingon',
    'application/json;;=',
    'APPLICATION/JSON',
  ],
  ...[
    'application/vnd.gc+json',
    'application/x-www-form-urlencoded',
    'text/plain',
    'multipart/form-data',
    '/',
    '*/*',
  ],
];
const oddHeaders = [
  ...['Content-Encoding: gzip', 'Content-Encoding: deflate', 'Content-Encoding: br', 'Content-Encoding: x'],
  ...['Accept: text/html', 'If-None-Match: *', 'Range: bytes=0-1', 'X-Http-Method-Override: DELETE'],
  ...['Authorization: Bearer x', 'Cookie: __proto__=1', 'Origin: http://elsewhere.invalid'],
];
const scalars = [
  0,
  -1,
  1e308,
  1.5,
  true,
  false,
  null,
  '',
  'x',
  '61613',
  '__PWRD__',
  '${NO_SUCH}',
  '${',
  '$(X)',
];

/** Of gc-connection's dialog. */
const configFields = [
  ...['mode', 'host', 'port', 'standbys', 'tls', 'heartbeat', 'commandQueue', 'destination', 'gcHeartbeat'],
  ...[
    'encryptPasswords',
    'passwordEncoding',
    'timeout',
    'whileAway',
    'expireCommands',
    'delivery',
    'consumerName',
  ],
  ...[
    'prefetch',
    'exclusive',
    'recovery',
    'loginsPerSecond',
    'dialAllow',
    'dialDeny',
    'callingDays',
    'callingFrom',
  ],
  ...['callingTo', 'callingZone', 'simulatorSite', 'simulatorPort', 'simulatorSpeed', 'simulatorFlavour'],
  ...['record', 'recordStandIns', 'recordWhenFull', 'recordMegabytes', 'recordMinutes'],
  ...[
    'privacy',
    'privacyDigits',
    'privacyVariables',
    'privacyKeptVariables',
    'privacyAgents',
    'privacyEvents',
  ],
];
const credentialFields = ['user', 'password', 'passwordKey', 'passwordIv'];
const commands = [
  ...['MakeReady', 'MakeNotReady', 'Logout', 'AnswerCall', 'HoldCall', 'RetrieveCall', 'ReleaseCall'],
  ...['MakeCall', 'Login'],
];

const posted = ['test', 'commands', 'start', 'stop'];
const routes = [...posted, 'test', 'metrics', 'health', 'choices', 'news', 'recording', 'none'];

/** Requests to our routes in Node-RED's admin API as no dialog sends them: each part may be right, wrong or absurd. */
export class Requests {
  constructor(private readonly names: Names) {}

  make(random: Random): Buffer {
    const route = random.pick(routes);
    const isPosted = posted.includes(route) || random.next() < 0.1;
    const method = random.next() < 0.07 ? random.pick(methods) : isPosted ? 'POST' : 'GET';
    const body = isPosted ? this.#body(random, route) : '';
    return bytesOf({
      method,
      path: this.#path(random, route) + this.#query(random),
      headers: this.#headers(random, isPosted),
      body,
    });
  }

  /** About a megabyte, most of it in the body. */
  makeLarge(random: Random): Buffer {
    const path = random.pick(['/gc-connection/test', '/gc-sidebar/commands']);
    const type = random.next() < 0.8 ? jsonType : random.pick(contentTypes);
    const body = random.pick([nested, wide, long, form])(random, 1e6);
    return bytesOf({ method: 'POST', path, headers: [`Content-Type: ${type}`], body });
  }

  #path(random: Random, route: string): string {
    const paths: Record<string, () => string> = {
      metrics: () => '/gc-connection/metrics',
      health: () => `/gc-connection/${this.#pathPart(random)}/health`,
      choices: () => `/gc-connection/${this.#pathPart(random)}/choices/${this.#kind(random)}`,
      news: () => '/gc-sidebar/news',
      test: () => '/gc-connection/test',
      commands: () => '/gc-sidebar/commands',
      start: () => '/gc-sidebar/recordings/start',
      stop: () => '/gc-sidebar/recordings/stop',
      recording: () => `/gc-sidebar/recordings/${this.#pathPart(random)}`,
      none: () => `/${this.#pathPart(random)}/${this.#pathPart(random)}`,
    };
    const path = paths[route]?.() ?? '/';
    return random.next() < 0.1 ? mutate(random, path) : path;
  }

  #pathPart(random: Random): string {
    const part = random.next();
    return part < 0.5
      ? random.pick(this.names.ids)
      : part < 0.8
        ? random.pick(encodedNames)
        : encodeURIComponent(random.pick(hostileNames));
  }

  #kind(random: Random): string {
    return random.next() < 0.7 ? random.pick(choiceKinds) : this.#pathPart(random);
  }

  #query(random: Random): string {
    if (random.next() < 0.5) {
      return '';
    }
    const name = () =>
      random.pick(['since', 'agentId', 'id', 'kind', ...hostileNames.map(encodeURIComponent)]);
    const value = () => random.pick([...this.names.agentIds, '0', '1e5', '9'.repeat(15), ...encodedNames]);
    const pieces = [
      () => `${name()}=${value()}`,
      () => `${name()}[]=${value()}`,
      () => `${name()}[${name()}]=${value()}`,
      () => `${name()}${'[a]'.repeat(1 + random.below(300))}=1`,
      () => `${name()}=1&`.repeat(random.below(600)),
      () => value(),
    ];
    return `?${Array.from({ length: 1 + random.below(3) }, () => random.pick(pieces)()).join('&')}`;
  }

  #headers(random: Random, isPosted: boolean): string[] {
    const type = random.next() < 0.9 ? jsonType : random.pick(contentTypes);
    return [
      ...(isPosted && random.next() < 0.97 ? [`Content-Type: ${type}`] : []),
      ...(random.next() < 0.1 ? [random.pick(oddHeaders)] : []),
    ];
  }

  #body(random: Random, route: string): string {
    const text = JSON.stringify(this.#content(random, route)) ?? '';
    const how = random.next();
    return how < 0.8
      ? text
      : how < 0.9
        ? mutate(random, text)
        : random.pick([nested, wide, form])(random, 2000);
  }

  #content(random: Random, route: string): unknown {
    if (random.next() < 0.05) {
      return this.#anything(random, 3);
    }
    switch (route) {
      case 'commands':
        return this.#command(random);
      case 'start':
      case 'stop':
        return this.#recording(random);
      default:
        return this.#test(random);
    }
  }

  #recording(random: Random): Record<string, unknown> {
    const right = {
      connection: random.pick(this.names.ids),
      standIns: random.pick([true, false]),
      whenFull: random.pick(['drop-oldest', 'stop']),
    };
    return this.#spoilt(random, right, 0.1);
  }

  #command(random: Random): Record<string, unknown> {
    const right = {
      connection: random.pick(this.names.ids),
      command: random.pick(commands),
      agentId: random.pick(this.names.agentIds),
      dialogId: random.pick(['1', '16777217', '__proto__']),
    };
    return this.#spoilt(random, right, 0.1);
  }

  #test(random: Random): Record<string, unknown> {
    const field = () => random.pick<unknown>([...this.names.values, ...scalars]);
    const fields = (names: readonly string[], share: number) =>
      Object.fromEntries(names.filter(() => random.next() < share).map((name) => [name, field()]));
    const broker = () => ({
      host: random.pick(['127.0.0.1', '']),
      port: random.pick([...this.names.values, '1']),
    });
    const config = {
      ...fields(configFields, random.pick([0, 0.05, 0.5])),
      mode: random.pick(['gc', 'gc', 'simulator']),
      ...broker(),
      destination: random.pick(['fuzz', 'a b', '${FUZZ_VALUE}']),
      ...(random.next() < 0.2 && {
        standbys: Array.from({ length: random.pick([1, 2, 9, 10, 2000]) }, broker),
      }),
    };
    const right = {
      id: random.pick(this.names.ids),
      agent: random.pick(['', ...this.names.ids]),
      config: this.#spoilt(random, config, 0.02),
      credentials: fields(credentialFields, 0.5),
    };
    return this.#spoilt(random, right, 0.05);
  }

  /** Some of its properties have another value than they should, are missing, or are joined by one of any name. */
  #spoilt(random: Random, record: Record<string, unknown>, share: number): Record<string, unknown> {
    const entries = Object.entries(record).flatMap(([name, value]): [string, unknown][] => {
      if (random.next() >= share || isHost(name)) {
        return [[name, value]];
      }
      return random.next() < 0.3 ? [] : [[name, this.#anything(random, 3)]];
    });
    if (random.next() < share) {
      entries.push([random.pick(hostileNames), this.#anything(random, 3)]);
    }
    return Object.fromEntries(entries);
  }

  #anything(random: Random, levels: number): unknown {
    const kind = levels === 0 ? 'scalar' : random.pick(['scalar', 'list', 'record', 'record']);
    const parts = Array.from({ length: random.pick([0, 1, 2, 12]) });
    switch (kind) {
      case 'list':
        return parts.map(() => this.#anything(random, levels - 1));
      case 'record':
        return Object.fromEntries(
          parts.map(() => [random.pick(hostileNames), this.#anything(random, levels - 1)]),
        );
      default:
        return random.pick<unknown>([...scalars, ...hostileNames, ...this.names.values]);
    }
  }
}

/** Names of hosts are looked up outside this machine. */
function isHost(name: string): boolean {
  return name === 'host' || name === 'standbys';
}

function bytesOf({ method, path, headers, body }: HttpRequest): Buffer {
  const content = Buffer.from(body);
  const head = [
    `${method} ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Connection: close',
    ...headers,
    ...(content.length === 0 ? [] : [`Content-Length: ${content.length}`]),
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), content]);
}

function nested(random: Random, characters: number): string {
  const [open, close] = random.pick([
    ['{"a":', '}'],
    ['[', ']'],
    ['{"config":', '}'],
    ['{"__proto__":', '}'],
  ] as const);
  const levels = random.pick([9, 11, 1000, Math.floor(characters / (open.length + 1))]);
  return `{"config":${open.repeat(levels)}1${close.repeat(levels)}}`;
}

function wide(random: Random, characters: number): string {
  const numbers = Array.from({ length: characters / 10 }, (_, index) => index);
  return random.pick([
    () => JSON.stringify(numbers),
    () => JSON.stringify({ config: Object.fromEntries(numbers.map((index) => [`a${index}`, 'x'])) }),
    () => JSON.stringify({ config: { mode: 'gc', standbys: numbers.map(() => ({})) } }),
  ])();
}

function long(random: Random, characters: number): string {
  const text = random.pick(['x', '\\', '${A}', '\0', '😀', '1,', '#']).repeat(characters / 4);
  const config = { mode: 'gc', host: '127.0.0.1', port: '1', [random.pick(configFields)]: text };
  return JSON.stringify(
    random.pick<unknown>([
      { config },
      { config: { mode: 'gc' }, credentials: { password: text } },
      { command: text },
    ]),
  );
}

function form(random: Random, characters: number): string {
  const piece = random.pick(['a=b&', 'a[]=1&', 'a[b][c]=1&', '[', '%', '&', 'config[mode]=simulator&']);
  return piece.repeat(characters / piece.length);
}
