import { askerKinds, askerTexts, GcError, printable, sayOfValue, type Asker } from '../../protocol';

/** What a caller can say of itself; only the client asks as `connection`. */
export type GivenAsker = Asker & { readonly kind: Exclude<Asker['kind'], 'connection'> };

const givenKinds = askerKinds.filter((kind) => kind !== 'connection');

/** Characters of each text. */
const mostText = 200;

/** @throws {GcError} GC_INVALID_PARAMETER */
export function checkAsker(by: unknown, command: string): void {
  if (by !== undefined && kindIn(by) === undefined) {
    const detail = sayOfValue('oneOf', { what: 'by.kind', choices: givenKinds.join(', ') });
    throw new GcError('GC_INVALID_PARAMETER', { command, detail });
  }
}

/** Who asked, with known texts only, each of bounded length; the library where nobody has said so. */
export function readAsker(by: unknown): Asker {
  const kind = kindIn(by);
  if (kind === undefined) {
    return { kind: 'library' };
  }
  const given = by as Readonly<Record<string, unknown>>;
  const texts = askerTexts.flatMap((name) => {
    const text = given[name];
    return typeof text === 'string' && text !== '' ? [[name, printable(text, mostText)]] : [];
  });
  return { kind, ...(Object.fromEntries(texts) as Omit<Asker, 'kind'>) };
}

function kindIn(by: unknown): GivenAsker['kind'] | undefined {
  const { kind } = Object(by) as { kind?: unknown };
  return givenKinds.find((one) => one === kind);
}
