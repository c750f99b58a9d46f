import { bounds } from '../limits';
import type { Notes } from '../notes';
import { plainWord } from '../kinds/texts';

/** Our names of labels, by their plain form. */
export type Labels = ReadonlyMap<string, string>;

/** What labels say on lines about calls, whether or not the line has a place for it. */
export const callLabels: Labels = new Map([
  ['dialogid', 'dialogId'],
  ['assdialogid', 'assDialogId'],
  ['calltype', 'callType'],
  ['participants', 'participants'],
]);

/** A part of a text: our name for its label, or none where it begins without one, and what stands behind. */
export interface LabelledPart {
  readonly name: string | undefined;
  readonly text: string;
}

/**
 * The parts of `Label:value,Label:value`. Only known labels begin a part: any other comma or colon belongs to the
 * value. Of a label that comes twice, the last counts, as free text stands in front; the first label of all stays.
 */
export function splitAtLabels(text: string, labels: Labels, notes: Notes): LabelledPart[] {
  const pieces = notes.split(text, ',', bounds.parts).map((piece) => labelOf(piece, labels));
  const last = new Map(pieces.map(({ name }, index) => [name, index]));
  const first = pieces[0]?.name;
  const parts: { name: string | undefined; texts: string[] }[] = [];
  pieces.forEach(({ name, value, piece }, index) => {
    const isCounted = name === first ? index === 0 : index === last.get(name);
    const current = parts.at(-1);
    if (current !== undefined && (name === undefined || !isCounted)) {
      current.texts.push(piece);
    } else {
      parts.push({ name, texts: [value] });
    }
  });
  return parts.map(({ name, texts }) => ({ name, text: texts.join(',').trim() }));
}

/** The label that a piece of text begins with, if it is one of these. */
export function labelOf(
  piece: string,
  labels: Labels,
): { name: string | undefined; label: string | undefined; value: string; piece: string } {
  const colon = piece.indexOf(':');
  const label = colon <= 0 || colon > 64 ? undefined : plainWord(piece.slice(0, colon));
  const name = label === undefined ? undefined : labels.get(label);
  return { name, label, value: name === undefined ? piece : piece.slice(colon + 1), piece };
}

/** Texts between `#`, put together again where a `#` stood within a text: a thing in a list begins with a label. */
export function joinThings(fields: readonly string[], labels: Labels): string[] {
  const beginsWithLabel = (field: string) => labelOf(field, labels).name !== undefined;
  const things: string[][] = [];
  const isLabelled = beginsWithLabel(fields[0] ?? '');
  for (const field of fields) {
    const current = things.at(-1);
    if (current !== undefined && isLabelled && field !== '' && !beginsWithLabel(field)) {
      current.push(field);
    } else if (field.trim() !== '') {
      things.push([field]);
    }
  }
  return things.map((parts) => parts.join('#'));
}
