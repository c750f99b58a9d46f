import { startNodeRed, type NodeRed, type NodeRedOptions } from './node-red';

/** Of all users, and in the form in which Node-RED's settings have it (bcrypt). */
const password = 'periscope';
const encrypted = '$2b$04$cPrNMTM2w0wspisXKdofNugoDcueG2rWMpkxrgyLpJsBtOqrhMZpG';

/** What a user may do, in the words of Node-RED's settings. */
export type Permissions = string | readonly string[];

/** A Node-RED with users, below another root than '/'. */
export class NodeRedWithUsers {
  static async start<Name extends string>(
    options: NodeRedOptions,
    permissions: Readonly<Record<Name, Permissions>>,
  ): Promise<NodeRedWithUsers> {
    const users = Object.entries(permissions).map(([username, its]) => ({
      username,
      password: encrypted,
      permissions: its,
    }));
    const adminAuth = { type: 'credentials', users };
    return new NodeRedWithUsers(
      await startNodeRed({ ...options, settings: { adminAuth, httpAdminRoot: '/red' } }),
    );
  }

  private constructor(readonly nodeRed: NodeRed) {}

  /** The address that the log names has the root in it, or not, by version. */
  at(path: string): string {
    return new URL(`/red/${path}`, this.nodeRed.url).href;
  }

  /** Asks Node-RED's admin API, as a user or as nobody; a body is posted, as JSON. */
  async ask(path: string, user?: string, body?: unknown): Promise<Response> {
    return body === undefined
      ? fetch(this.at(path), { headers: await this.#login(user) })
      : this.post(path, user, JSON.stringify(body));
  }

  /** Posts these characters. */
  async post(
    path: string,
    user: string | undefined,
    body: string,
    type = 'application/json',
  ): Promise<Response> {
    const headers = { 'content-type': type, ...(await this.#login(user)) };
    return fetch(this.at(path), { method: 'POST', headers, body });
  }

  async #login(user: string | undefined): Promise<{ authorization?: string }> {
    return user === undefined ? {} : { authorization: `Bearer ${await this.token(user)}` };
  }

  async token(username: string): Promise<string> {
    const client = { client_id: 'node-red-admin', grant_type: 'password', scope: '' };
    const response = await fetch(this.at('auth/token'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...client, username, password }),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  }

  stop(): Promise<void> {
    return this.nodeRed.stop();
  }
}
