import type { ParameterName } from '../../protocol/catalogue/parameters';
import { prepareTypedInput, type OwnType } from '../inputs/typed-input';
import type { TypedInput } from './field-table';
import { parameter } from './validators';

export interface TypedOptions extends Pick<TypedInput, 'required' | 'validate' | 'prepare'> {
  readonly value?: string;
  /** The type of a new node; `msg` where nothing else is said. */
  readonly type?: string;
  readonly isNeeded?: (node: object) => boolean;
  /** Type of the field's own list, whose values are checked like text. */
  readonly listed?: string;
  /** Types that the field offers besides those of all typed inputs. */
  readonly own?: () => readonly OwnType[];
}

/** A typed input that holds a parameter of GC's commands. */
export function field(name: ParameterName, icon: string, options?: TypedOptions): TypedInput {
  return typedInput(icon, parameter(name), options);
}

/** A typed input; `check` is for what is typed as text. */
export function typedInput(
  icon: string,
  check: Validator,
  { type = 'msg', isNeeded, listed, own, ...rest }: TypedOptions = {},
): TypedInput {
  return {
    prepare: (node, property) => {
      prepareTypedInput(node, property, ...(own?.() ?? []));
    },
    ...rest,
    typed: { type, check, ...(isNeeded && { isNeeded }), ...(listed !== undefined && { listed }) },
    row: { kind: 'typed', icon },
  };
}
