/**
 * A process that makes one call with a key, and says what came of it. Arguments: the port of the broker, the file of
 * the store, and the place at which the process is killed, if any.
 */
import { open } from 'node:fs/promises';
import net from 'node:net';
import { GcClient } from '../../../lib/client';
import type { GcError } from '../../../lib/protocol';
import { fileStore, type Store } from '../../../lib/store';
import type { CrashPlace } from './crash-places';

const [, , port, file = '', wanted] = process.argv as [string, string, string, string?, CrashPlace?];

function reach(place: CrashPlace): void {
  if (place === wanted) {
    process.kill(process.pid, 'SIGKILL');
  }
}

/** A store that reaches the places around its verbs. */
function marked(store: Store): Store {
  return {
    once: async (record) => {
      reach('before the key is written');
      const found = await store.once(record);
      reach('when the key is written');
      return found;
    },
    put: async (record) => {
      reach('when GC has confirmed the command');
      isConfirmed = true;
      await store.put(record);
      reach('when the outcome is written');
    },
    take: (room, key) => store.take(room, key),
    list: (room) => store.list(room),
    expire: () => store.expire(),
    check: () => store.check(),
    close: () => store.close(),
  };
}

let isAsked = false;
let isConfirmed = false;
let isSent = false;

/** The disk has got the line, and has not confirmed it. */
async function markDisk(): Promise<void> {
  const handle = await open(__filename, 'r');
  const handles = Object.getPrototypeOf(handle) as { datasync: (this: object) => Promise<void> };
  await handle.close();
  const { datasync } = handles;
  handles.datasync = async function (this: object) {
    if (isAsked) {
      reach(isConfirmed ? 'while the outcome is being written' : 'while the key is being written');
    }
    await datasync.call(this);
  };
}

/** The command has left the process; the broker has confirmed it. */
function markSocket(): void {
  const sockets = net.Socket.prototype as unknown as Record<
    'write' | 'emit',
    (this: net.Socket, ...args: unknown[]) => boolean
  >;
  const { write, emit } = sockets;
  sockets.write = function (chunk, ...rest) {
    const isCommand = String(chunk).includes('MakeCall#1081');
    isSent ||= isCommand;
    return isCommand
      ? write.call(this, chunk, () => {
          reach('when the command has left');
        })
      : write.call(this, chunk, ...rest);
  };
  sockets.emit = function (event, ...args) {
    const isReceipt = isSent && event === 'data' && String(args[0]).includes('RECEIPT');
    const result = emit.call(this, event, ...args);
    if (isReceipt) {
      reach('when the broker has the command');
    }
    return result;
  };
}

async function main(): Promise<void> {
  await markDisk();
  markSocket();
  const store = fileStore(file);
  await store.check();
  const brokers = [{ host: '127.0.0.1', port: Number(port) }];
  const client = new GcClient({
    brokers,
    destination: 'test-client',
    store: marked(store),
    timeoutMs: 60_000,
  });
  await client.connect();
  reach('before the command is asked for');
  isAsked = true;
  const result = await client
    .command('MakeCall', { agentId: '1081', number: '2002' }, { key: 'webhook-7' })
    .catch(({ code, cause }: GcError) => ({ code, cause }));
  console.log(`result ${JSON.stringify(result)}`);
  await client.close();
  await store.close();
}

void main();
