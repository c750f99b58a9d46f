import { isRecord } from '../../../common/is-record';
import type { Control } from '../../catalogue/events';
import { bounds } from '../limits';
import type { Notes } from '../notes';
import { property, readScalar, readText } from './texts';
import { unwrap } from './unwrap';

const wrappers: readonly string[] = ['control', 'controls'];

/** `index,visible|index,visible`, or a list of `{control, visible}`. */
export function readControls(value: unknown, notes: Notes): Control[] | undefined {
  const content = unwrap(value, wrappers, notes);
  const entries: readonly unknown[] =
    typeof content === 'string' ? notes.split(content, '|') : Array.isArray(content) ? content : [content];
  const controls = entries.flatMap((entry) => {
    const [control, visible] = partsOf(entry, notes);
    return control === undefined ? [] : [{ control, visible: visible === 'true' || visible === '1' }];
  });
  notes.hasMissed ||= controls.length < entries.length;
  return controls.length === 0 ? undefined : controls;
}

function partsOf(entry: unknown, notes: Notes): (string | undefined)[] {
  if (isRecord(entry)) {
    const control = readScalar(property(entry, ['control', 'index', 'id']));
    return [control, readText(property(entry, ['visible', 'visibleflag']))];
  }
  return notes.split(readScalar(entry) ?? '', ',', bounds.parts).map(readText);
}
