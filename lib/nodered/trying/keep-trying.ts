import type { Node, NodeAPI, NodeMessage } from 'node-red';
import type { GcClient, GivenAsker } from '../../client';
import { encodeCommand, GcError, type CommandName } from '../../protocol';
import type { SharedConnection } from '../connection/shared-connection';
import { checked } from '../fields/checked';
import { noCallOf } from '../lookup/dialogs';
import { askerOf } from '../runtime/asker';
import { onClose } from '../runtime/close';
import { catchable } from '../runtime/input';
import { ownPlaceOf } from '../runtime/place';
import { statuses } from '../runtime/status';
import { withOutcome } from '../result/with-outcome';
import { checkPlain, KeptMessages, type KeptMessage } from '../waiting/kept-messages';
import { mostMs, Tries, type TriedOutcome } from './tries';
import { targetOf, triedCommandIn, type TriedCommand } from './tried-command';
import { errorText, inLanguage } from '../language/in-language';
import { log, say } from '../language/phrases';

/** More than this do not wait in one node; what sends them is out of control. */
const most = 1000;

/** A command as a message asks for it. */
export interface WantedCommand {
  readonly name: CommandName;
  readonly parameters: Readonly<Partial<Record<string, unknown>>>;
  readonly timeoutMs: number;
}

/** The commands of a node that are sent until GC has them, over deploys, restarts and crashes. */
export class KeepTrying {
  readonly #kept: KeptMessages;
  readonly #by: GivenAsker;
  readonly #tries = new Set<Tries>();
  /** Those that have failed at least once. */
  readonly #failed = new Set<Tries>();
  #isWell = false;
  #warned: string | undefined;

  /** `signal` aborts when the node closes. */
  constructor(
    RED: NodeAPI,
    private readonly node: Node,
    private readonly connection: SharedConnection,
    private readonly signal: AbortSignal,
  ) {
    this.#by = askerOf(RED, node);
    this.#kept = new KeptMessages(node, () => connection.store(), `trying in ${ownPlaceOf(RED, node)}`);
    const end = connection.watch({
      onEvent: () => undefined,
      onHealth: () => {
        this.#followHealth();
      },
    });
    onClose(node, () => {
      end();
      return this.#kept.close();
    });
    void connection.begin(node, () => void this.#goOn(), 'has begun');
  }

  /**
   * Sends a command for a message until GC has it. Undefined where the node closes before: then it goes on in the node
   * that follows, or after the restart.
   *
   * @throws {GcError} GC_CALL_OVER, GC_REPLACED, GC_TIMEOUT when it is too late; GC_INVALID_PARAMETER, NO_DIALOG_ID,
   * GC_MESSAGE_NOT_KEPT, GC_TOO_MANY_WAITING; or an error of GC that will not pass.
   */
  async carryOut(
    message: NodeMessage,
    asked: WantedCommand,
    client: GcClient,
  ): Promise<TriedOutcome | undefined> {
    const command = triedCommand(message, asked, client);
    this.#checkRoom(command);
    checkPlain(message);
    const saidAt = this.connection.values.set(targetOf(command.name, command.parameters));
    const writing = this.#write(message, command);
    try {
      const outcome = await this.#try(command, saidAt);
      void this.#letGo(writing);
      return outcome;
    } catch (error) {
      if (this.signal.aborted && (await writing) !== undefined) {
        return undefined;
      }
      void this.#letGo(writing);
      throw error;
    }
  }

  /** Goes on with what was written down before this process, or before a deploy. Never rejects. */
  #goOn(): Promise<void> {
    return this.#kept.goOn((one) => void this.#goOnWith(one));
  }

  /** Never rejects. */
  async #goOnWith({ id, message, task, ageMs }: KeptMessage): Promise<void> {
    const command = triedCommandIn(task);
    if (command === undefined) {
      this.node.warn(inLanguage(log('commandLost')));
      await this.#kept.drop(id);
      return;
    }
    const saidAt = performance.now() - ageMs;
    this.connection.values.setAt(targetOf(command.name, command.parameters), saidAt);
    try {
      const outcome = await this.#try(command, saidAt);
      await this.#kept.drop(id, () => {
        this.node.send(withOutcome(message, outcome, command.agentId, this.connection));
      });
    } catch (error) {
      if (!this.signal.aborted) {
        await this.#kept.drop(id, () => {
          this.node.error(catchable(error), message);
        });
      }
    }
  }

  async #try(command: TriedCommand, saidAt: number): Promise<TriedOutcome> {
    const tries = new Tries(this.node, this.connection, command, saidAt, this.signal, this.#by);
    this.#tries.add(tries);
    try {
      return await tries.run(() => {
        this.#failed.add(tries);
        this.#showStatus();
      });
    } finally {
      this.#tries.delete(tries);
      if (this.#failed.delete(tries)) {
        this.#showStatus();
      }
    }
  }

  /** Undefined where it cannot be written down. Never rejects: the command is tried all the same. */
  async #write(message: NodeMessage, command: TriedCommand): Promise<string | undefined> {
    try {
      return await this.#kept.keep(message, command, mostMs);
    } catch (error) {
      const problem = errorText(error);
      if (problem !== this.#warned && !this.signal.aborted) {
        this.#warned = problem;
        this.node.warn(inLanguage(log('notWrittenDown', { why: problem })));
      }
      return undefined;
    }
  }

  /** The flow gets the message, or the error, in this turn: only then is it let go. Never rejects. */
  async #letGo(writing: Promise<string | undefined>): Promise<void> {
    const id = await writing;
    if (id !== undefined) {
      await this.#kept.drop(id);
    }
  }

  #checkRoom({ name: command, agentId }: TriedCommand): void {
    if (this.#tries.size >= most) {
      const detail = say('tooManyTried', { most });
      const whatToDo = say('waitForGc');
      throw new GcError('GC_TOO_MANY_WAITING', { command, agentId, detail, whatToDo });
    }
  }

  #followHealth(): void {
    const wasWell = this.#isWell;
    this.#isWell = this.connection.isWell;
    if (this.#isWell && !wasWell) {
      this.#tries.forEach((tries) => {
        tries.hurry();
      });
    }
    // The connection has shown its own.
    if (this.#failed.size > 0) {
      this.#showStatus();
    }
  }

  #showStatus(): void {
    if (this.signal.aborted) {
      return;
    }
    if (this.#failed.size > 0) {
      this.node.status(statuses.keepsTrying);
    } else {
      this.connection.show(this.node, undefined);
    }
  }
}

/**
 * @throws {GcError} GC_INVALID_PARAMETER; NO_DIALOG_ID where it is not known which call is meant: the trying would have
 * no end.
 */
function triedCommand(
  message: NodeMessage & { dialogId?: unknown },
  { name, parameters, timeoutMs }: WantedCommand,
  client: GcClient,
): TriedCommand {
  encodeCommand(name, parameters as never);
  const agentId = String(parameters.agentId);
  const given = parameters.dialogId ?? message.dialogId;
  const calls =
    given === undefined || given === ''
      ? client.callsOf(agentId).map(({ dialogId }) => dialogId)
      : [checked('dialogId', given)];
  if (calls.length === 0) {
    throw noCallOf({ command: name, agentId });
  }
  const texts = Object.entries(parameters).map(([key, value]) => [key, String(value)]);
  return { name, parameters: Object.fromEntries(texts) as Record<string, string>, agentId, calls, timeoutMs };
}
