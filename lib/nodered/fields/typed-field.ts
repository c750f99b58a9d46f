import type { Node, NodeAPI, NodeMessage } from 'node-red';
import { GcError, isConfidential, parameters, type ParameterName } from '../../protocol';
import { inLanguage } from '../language/in-language';
import { say } from '../language/phrases';

/** A field of a dialog that is a typed input: `<name>` holds the value and `<name>Type` its type. */
export type TypedConfig<Name extends string> = Partial<Record<Name | `${Name}Type`, string>>;

/** Reads a typed input for each message; what cannot be read is GC_INVALID_PARAMETER. */
export class TypedField<Name extends string> {
  readonly #value: string;
  readonly #type: string;
  readonly #expression: ReturnType<NodeAPI['util']['prepareJSONataExpression']> | undefined;
  readonly #problem: string | undefined;

  /** `fallback` is the property of the message to read where the flow says nothing, as in flows of older versions. */
  constructor(
    private readonly RED: NodeAPI,
    private readonly node: Node,
    config: TypedConfig<Name>,
    private readonly name: Name,
    fallback: string = name,
  ) {
    const type: string | undefined = config[`${name}Type`];
    this.#type = type ?? 'msg';
    this.#value = config[name] ?? (type === undefined ? fallback : '');
    if (this.#type === 'jsonata' && this.#value !== '') {
      try {
        this.#expression = RED.util.prepareJSONataExpression(this.#value, node);
      } catch (error) {
        this.#problem = messageOf(error);
      }
    }
  }

  /** The value, or undefined where there is none or it is empty. */
  async readGiven(message: NodeMessage): Promise<unknown> {
    const value = await this.read(message);
    return value === '' ? undefined : value;
  }

  /** The value, which may be an empty text, or undefined where there is none. */
  async read(message: NodeMessage): Promise<unknown> {
    if (this.#value === '') {
      return this.#type === 'str' ? '' : undefined;
    }
    try {
      return (await this.#evaluate(message)) ?? undefined;
    } catch (error) {
      // A reason may repeat the value.
      const detail = isSecret(this.name)
        ? say('cannotBeRead', { what: this.name })
        : say('cannotBeReadBecause', { what: this.name, why: messageOf(error) });
      throw new GcError('GC_INVALID_PARAMETER', { detail });
    }
  }

  /** Node-RED takes a variable that does not exist for one that is empty. */
  #findMissing(): string | undefined {
    if (this.#type !== 'env') {
      return undefined;
    }
    const references = [...this.#value.matchAll(/\$\{([^{}]+)\}/g)].map(([, name = '']) => name);
    const names = references.length === 0 ? [this.#value] : references;
    const isMissing = names.some((name) => this.RED.util.getSetting(this.node, name) === undefined);
    return isMissing ? inLanguage(say('namesMissingVariable')) : undefined;
  }

  #evaluate(message: NodeMessage): Promise<unknown> {
    const problem = this.#problem ?? this.#findMissing();
    if (problem !== undefined) {
      return Promise.reject(new Error(problem));
    }
    return new Promise((resolve, reject) => {
      const settle = (error: Error | null, value: unknown) => {
        if (error) {
          reject(error);
        } else {
          resolve(value);
        }
      };
      if (this.#type === 'action') {
        resolve(this.#value);
      } else if (this.#expression !== undefined) {
        this.RED.util.evaluateJSONataExpression(this.#expression, message, settle);
      } else {
        this.RED.util.evaluateNodeProperty(this.#value, this.#type, this.node, message, settle);
      }
    });
  }
}

function isSecret(name: string): boolean {
  return Object.hasOwn(parameters, name) && isConfidential(name as ParameterName);
}

function messageOf(error: unknown): string {
  return error instanceof Error
    ? error.message
    : String((error as { message?: unknown } | null)?.message ?? error);
}
