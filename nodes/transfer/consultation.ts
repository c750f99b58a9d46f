import type { Node } from 'node-red';
import type { GcClient, Outcome } from '../../lib/client';
import { encodeCommand, findError, GcError, meaningOf } from '../../lib/protocol';
import type { ErrorCode, ParameterValue, Phrase, Text } from '../../lib/protocol';
import { parametersFor, say, waitUntil, type CommandContext } from '../../lib/nodered';

export interface ConsultationPlan {
  /** The customer's call. */
  readonly dialogId: ParameterValue;
  /** Whom to call. What is missing, the encoder finds. */
  readonly number?: ParameterValue | undefined;
  /** With which to complete; absent: what the connection is set to. */
  readonly extension?: ParameterValue | undefined;
  /** The agent's own extension, for want of a better one. */
  readonly own?: ParameterValue | undefined;
  readonly completeWith: 'TransferCall' | 'Conferencecall';
  readonly answerWithinMs: number;
}

type Call = ReturnType<GcClient['callsOf']>[number];

/**
 * Calls another party about a customer's call, and completes the transfer or conference as soon as that party answers.
 * If that comes to nothing, the consult call is ended and the call of the customer retrieved.
 */
export class Consultation {
  readonly #agentId: string;
  readonly #dialogId: string;
  /** What the agent had before. */
  readonly #earlier: readonly Call[];
  #consultId: string | undefined;

  constructor(
    private readonly node: Node,
    private readonly context: CommandContext,
    private readonly plan: ConsultationPlan,
  ) {
    this.#agentId = String(context.agentId);
    this.#dialogId = String(plan.dialogId);
    this.#earlier = this.#calls;
  }

  /** @throws {GcError} why it came to nothing; GC_CUSTOMER_ON_HOLD where the call of the customer could not be retrieved. */
  async run(): Promise<Outcome> {
    const { client, agentId, options } = this.context;
    const { completeWith, ...values } = this.plan;
    const { key, timeoutMs, goOnWhen, by } = options;
    const consultation = parametersFor('ConsultCall', { ...values, agentId });
    // What could not be completed must not begin.
    encodeCommand(completeWith, this.#completion());
    try {
      // Without the signal: what has begun is brought to an end, even when the node closes.
      const consulted = await client.command('ConsultCall', consultation, { key, timeoutMs, by });
      if (consulted.outcome === 'dry-run') {
        return consulted;
      }
      this.#consultId = consulted.dialogId;
      await this.#answer(options.signal);
      const completed = await client.command(completeWith, this.#completion(), { timeoutMs, goOnWhen, by });
      const { sentAt, dialled } = consulted;
      const latencyMs = completed.sentAt + completed.latencyMs - sentAt;
      return { ...completed, ...(dialled === undefined ? {} : { dialled }), sentAt, latencyMs };
    } catch (error) {
      throw await this.#undo(error);
    }
  }

  /** Whose extension it takes may be known only when the other party has answered. */
  #completion() {
    const { plan, context } = this;
    const { client, agentId } = context;
    const extension = plan.extension ?? client.extensionToComplete(this.#agentId) ?? plan.own;
    return parametersFor(plan.completeWith, { ...plan, extension, agentId });
  }

  /** Waits until the other party has answered. */
  async #answer(signal: AbortSignal): Promise<void> {
    const { node, plan } = this;
    const { connection } = this.context;
    const watch = { connection, node, agentId: this.#agentId, timeoutMs: plan.answerWithinMs, signal };
    const end = signal.aborted ? 'stopped' : await waitUntil(watch, () => this.#look());
    if (end === 'time is up') {
      throw this.#error('GC_CONSULT_NOT_ANSWERED');
    }
    if (end === 'stopped') {
      throw this.#error('GC_CLOSED');
    }
  }

  /** The consult call, once it is answered. */
  #look(): Call | undefined {
    const consult = this.#consult;
    if (this.#customer === undefined) {
      throw this.#error('GC_CUSTOMER_GONE');
    }
    if (consult === undefined) {
      throw this.#error('GC_CONSULT_ENDED');
    }
    if (consult.state === 'FAILED') {
      const { cause = '' } = consult;
      throw this.#error(findError(cause) === undefined ? 'GC_CALL_FAILED' : cause);
    }
    return ['ACTIVE', 'HELD'].includes(consult.state) ? consult : undefined;
  }

  /** Ends the consult call, and retrieves the call of a customer who was not on hold before. Returns what is to be told. */
  async #undo(error: unknown): Promise<unknown> {
    const { client, agentId, options } = this.context;
    const { by } = options;
    const consult = this.#consult;
    if (consult !== undefined) {
      // Whether it works shows in whether the customer can be taken back.
      await client
        .command('ReleaseCall', { agentId, dialogId: consult.dialogId }, { by })
        .catch(() => undefined);
    }
    if (!this.#isLeftOnHold) {
      return error;
    }
    const { code, why } = reasonOf(error);
    try {
      await client.command('RetrieveCall', { agentId, dialogId: this.#dialogId }, { by });
    } catch (failure) {
      if (this.#isLeftOnHold) {
        const { why: whyNot } = reasonOf(failure);
        return this.#error('GC_CUSTOMER_ON_HOLD', say('customerStillOnHold', { why, whyNot }));
      }
    }
    return this.#error(code, say('talksToCustomerAgain', { why }));
  }

  get #isLeftOnHold(): boolean {
    const wasOnHold = this.#earlier.find(({ dialogId }) => dialogId === this.#dialogId)?.state === 'HELD';
    return this.#customer?.state === 'HELD' && !wasOnHold;
  }

  get #customer(): Call | undefined {
    return this.#calls.find(({ dialogId }) => dialogId === this.#dialogId);
  }

  /** Once the customer has hung up, it is a call like any other. */
  get #consult(): Call | undefined {
    const isNew = (call: Call) => this.#earlier.every(({ dialogId }) => dialogId !== call.dialogId);
    return this.#calls.find(
      (call) => call.dialogId === this.#consultId || (call.leg === 'consult' && isNew(call)),
    );
  }

  /** Those that go on. */
  get #calls(): readonly Call[] {
    return this.context.client.callsOf(this.#agentId).filter(({ state }) => state !== 'WRAP_UP');
  }

  #error(code: ErrorCode | (string & {}), detail?: Phrase): GcError {
    const call = { agentId: this.#agentId, dialogId: this.#dialogId };
    return new GcError(code, { command: 'ConsultCall', ...call, detail });
  }
}

function reasonOf(error: unknown): { code: string; why: Text } {
  const { code } = error as GcError;
  return { code, why: meaningOf(code) ?? code };
}
