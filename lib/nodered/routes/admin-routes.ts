import type { Readable } from 'node:stream';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { NodeAPI } from 'node-red';
import type { Phrase } from '../../common/phrase';
import { GcError, printable, thrownText } from '../../protocol';
import { errorText, inLanguage, useLanguageOf } from '../language/in-language';
import { refuse } from '../language/phrases';
import { concealingLog } from '../privacy/concealing-log';
import { sendLines, sendStream } from './send-content';

/** What a user of Node-RED's admin API may do: read the contact centre, act in it, change flows. */
export type Permission = 'gc.read' | 'gc.write' | 'flows.write';

/** A route of Node-RED's admin API. */
export interface Route {
  readonly method: 'get' | 'post';
  readonly path: string;
  /** All of them are needed. */
  readonly permissions: readonly [Permission, ...Permission[]];
  /** What it throws is answered, too: {@link RouteError} and {@link GcError} in their own words. */
  answer(question: RouteQuestion): RouteAnswer | Promise<RouteAnswer>;
}

export interface RouteQuestion {
  /** Of the path and of the query, by name. */
  readonly parameters: Readonly<Partial<Record<string, string>>>;
  /** Bounded in size and depth. */
  readonly body: unknown;
  /** Name of the user of Node-RED who asks; `anonymous` where nobody had to log in. */
  readonly user: string;
  /** Aborts when whoever asks does not wait any longer. */
  readonly signal: AbortSignal;
}

export interface RouteAnswer {
  /** 200 where nothing is said. */
  readonly status?: number;
  /** Of the content; JSON where nothing is said. */
  readonly type?: string;
  readonly body?: unknown;
  /** In the place of a body: lines of text, sent as fast as they are taken. */
  readonly lines?: Iterable<string>;
  /** In the place of a body: bytes, sent as fast as they are taken. Destroyed when nobody takes them any longer. */
  readonly stream?: Readable;
}

/** A question that is not answered; the message says why to whoever asks. */
export class RouteError extends Error {
  constructor(
    readonly status: 400 | 404 | 409 | 413 | 429,
    readonly phrase: Phrase,
  ) {
    super(phrase.text);
  }
}

/**
 * Adds routes to Node-RED's admin API. They answer 401 to who is not logged in, 403 to who lacks a permission, 400 to
 * rubbish; whatever goes wrong is `{ error }`, in words for a person.
 */
export function serveRoutes(RED: NodeAPI, routes: readonly Route[]): void {
  useLanguageOf(RED);
  for (const route of routes) {
    RED.httpAdmin[route.method](
      route.path,
      RED.auth.needsPermission(''),
      forbidding(RED.auth.needsPermission([...route.permissions] as unknown as string)),
      (request: Request, response: Response) => {
        void reply(RED, route, request, response);
      },
    );
  }
}

/** Node-RED says 401 in both cases; here it is known that somebody is logged in. */
function forbidding(check: RequestHandler): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const setStatus = response.status.bind(response);
    response.status = (code) => setStatus(code === 401 ? 403 : code);
    void check(request, response, (error?: unknown) => {
      response.status = setStatus;
      next(error);
    });
  };
}

/** Never rejects: that would end Node-RED. */
async function reply(RED: NodeAPI, route: Route, request: Request, response: Response): Promise<void> {
  const { status = 200, type = 'application/json', ...content } = await answer(RED, route, request, response);
  try {
    response.status(status).type(type).set('Cache-Control', 'no-store');
    await send(response, type, content);
  } catch (error) {
    report(RED, route, error);
    response.destroy();
  }
}

async function send(response: Response, type: string, { body, lines, stream }: RouteAnswer): Promise<void> {
  if (stream !== undefined) {
    await sendStream(response, stream);
  } else if (lines !== undefined) {
    await sendLines(response, lines);
  } else {
    response.send(type === 'application/json' ? JSON.stringify(body) : body);
  }
}

/** Never rejects. */
async function answer(
  RED: NodeAPI,
  route: Route,
  request: Request,
  response: Response,
): Promise<RouteAnswer> {
  const gone = new AbortController();
  response.on('close', () => {
    gone.abort();
  });
  try {
    const parameters = { ...readQuery(request.query), ...(request.params as Record<string, string>) };
    const body = readBody(request);
    return await route.answer({ parameters, body, user: userOf(request), signal: gone.signal });
  } catch (error) {
    return gone.signal.aborted ? { body: {} } : explain(RED, route, error);
  }
}

/**
 * Only JSON: another web site can have a form posted by whoever looks at it, but not JSON.
 *
 * @throws {RouteError} 400, 413
 */
function readBody(request: Request): unknown {
  if (request.method === 'POST' && !request.is('application/json')) {
    throw new RouteError(400, refuse('mustBeJson'));
  }
  checkSize(request.body);
  return request.body;
}

/** Characters, values, and levels: more than any dialog holds. */
const mostText = 65_536;
const mostValues = 1000;
const mostLevels = 10;
/** Characters of the name of a user. */
const mostOfName = 200;

/** @throws {RouteError} 413 where it is more than any dialog holds, 400 where it is nested more deeply. */
function checkSize(body: unknown): void {
  let size = 0;
  let values = 0;
  const count = (characters: number) => {
    size += characters;
    if (size > mostText) {
      throw new RouteError(413, refuse('tooLong', { most: mostText }));
    }
  };
  const unread: [unknown, number][] = [[body, 0]];
  for (let next = unread.pop(); next !== undefined; next = unread.pop()) {
    const [value, depth] = next;
    values += 1;
    if (values > mostValues) {
      throw new RouteError(413, refuse('tooMany', { most: mostValues }));
    }
    count(typeof value === 'string' ? value.length : 1);
    if (depth > mostLevels) {
      throw new RouteError(400, refuse('tooDeep', { most: mostLevels }));
    }
    for (const inner of partsOf(value, count)) {
      unread.push([inner, depth + 1]);
    }
  }
}

/** Counts before it makes a list of them: there may be hundreds of thousands. */
function partsOf(value: unknown, count: (characters: number) => void): readonly unknown[] {
  if (Array.isArray(value)) {
    count(value.length);
    return value;
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  for (const name of Object.keys(value)) {
    count(name.length + 1);
  }
  return Object.values(value);
}

/** Passport, with which Node-RED logs users in, leaves the user on the request. */
function userOf(request: Request): string {
  const { username } = (request as { user?: { username?: unknown } }).user ?? {};
  return typeof username === 'string' ? printable(username, mostOfName) : 'anonymous';
}

/** @throws {RouteError} 400 for what is not a text, or given twice. */
function readQuery(query: Request['query']): Record<string, string> {
  const texts = Object.entries(query).map(([name, value]) => {
    if (typeof value !== 'string') {
      throw new RouteError(400, refuse('oneText', { name }));
    }
    return [name, value];
  });
  return Object.fromEntries(texts) as Record<string, string>;
}

function explain(RED: NodeAPI, route: Route, error: unknown): RouteAnswer {
  if (error instanceof RouteError) {
    return { status: error.status, body: { error: inLanguage(error.phrase) } };
  }
  if (error instanceof GcError) {
    const status = error.code.startsWith('GC_INVALID_') ? 400 : 409;
    return { status, body: { error: errorText(error), code: error.code } };
  }
  report(RED, route, error);
  return { status: 500, body: { error: inLanguage(refuse('wentWrong')) } };
}

function report(RED: NodeAPI, { path }: Route, error: unknown): void {
  const what = error instanceof Error ? (error.stack ?? error.message) : thrownText(error);
  concealingLog(RED).error(`${path}: ${what}`);
}
