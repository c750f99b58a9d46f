import { isRecord } from '../../../common/is-record';
import type { ReasonCode } from '../../catalogue/events';
import type { Notes } from '../notes';
import { plainWord, property, readScalar, readText } from './texts';
import { unwrap } from './unwrap';

const wrappers: readonly string[] = ['reasoncode', 'reasoncodes', 'reason', 'reasons'];
const labelKeys: readonly string[] = ['label', 'name', 'reasonlabel'];

/** A list of one-key objects (GC's JSON), of `{code, label}` or `{id, label}`, of `code:label`; or one object with all. */
export function readReasonCodes(value: unknown, notes: Notes): ReasonCode[] | undefined {
  const content = unwrap(value, wrappers, notes);
  const entries: readonly unknown[] = Array.isArray(content) ? content : [content];
  const codes = entries.flatMap((entry) => readEntry(entry, notes));
  return codes.length > 0 || entries.length === 0 ? codes : undefined;
}

function readEntry(entry: unknown, notes: Notes): ReasonCode[] {
  const content = isRecord(entry) ? unwrap(entry, wrappers, notes) : entry;
  if (isRecord(content)) {
    return (
      described(content) ?? Object.entries(content).flatMap(([code, label]) => byCode(code, label, notes))
    );
  }
  const pair = typeof content === 'string' ? /^\s*(-?\d{1,10})\s*[:=]\s*(\S.*)$/s.exec(content) : null;
  if (pair !== null) {
    return [{ code: pair[1] ?? '', label: (pair[2] ?? '').trim() }];
  }
  if (typeof content === 'number') {
    return [{ code: String(content), label: '' }];
  }
  notes.hasMissed = true;
  return [];
}

/** A reason that names its parts; what else GC says of it stays. */
function described(record: Readonly<Record<string, unknown>>): ReasonCode[] | undefined {
  const label = readScalar(property(record, labelKeys));
  const name = ['code', 'reasoncode', 'id'].find((key) => readScalar(property(record, [key])) !== undefined);
  if (label === undefined || name === undefined) {
    return undefined;
  }
  const others = Object.entries(record).filter(([spelling]) => {
    const plain = plainWord(spelling);
    return plain !== name && !labelKeys.includes(plain);
  });
  return [{ ...Object.fromEntries(others), code: readScalar(property(record, [name])) ?? '', label }];
}

function byCode(code: string, label: unknown, notes: Notes): ReasonCode[] {
  if (isRecord(label)) {
    return described({ code, ...label }) ?? readEntry(undefined, notes);
  }
  if (Array.isArray(label)) {
    notes.hasMissed = true;
    return [];
  }
  return [{ code: code.trim(), label: readText(label) ?? '' }];
}

/** Texts of codes and of labels, each separated by commas. Where their numbers differ, no label is certain. */
export function pairCodes(
  codesText: string,
  labelsText: string,
  notes: Notes,
): { reasonCodes: ReasonCode[]; labelsUnclear?: true } {
  const codes = trimmed(notes.split(codesText, ','));
  if (labelsText.trim() === '') {
    return { reasonCodes: codes.map((code) => ({ code, label: '' })).filter(({ code }) => code !== '') };
  }
  const labels = trimmed(notes.split(labelsText, ','));
  const isCertain = codes.length === labels.length;
  const reasonCodes = codes
    .map((code, index) => ({ code, label: isCertain ? (labels[index] ?? '') : '' }))
    .filter(({ code }) => code !== '');
  return isCertain || reasonCodes.length === 0 ? { reasonCodes } : { reasonCodes, labelsUnclear: true };
}

/** Without what a comma at the end leaves. */
function trimmed(texts: readonly string[]): string[] {
  const all = texts.map((text) => text.trim());
  return all.at(-1) === '' ? all.slice(0, -1) : all;
}
