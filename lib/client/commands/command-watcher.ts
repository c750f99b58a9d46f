import type { CommandName, GcError } from '../../protocol';
import type { GivenParameters } from './confirmation';
import type { Outcome } from './outcome';

/** Who wants to know what users of the client ask for, and what became of it. */
export interface CommandWatcher {
  asked(name: CommandName, parameters: GivenParameters): void;
  /** It goes out now. */
  sent(name: CommandName, parameters: GivenParameters): void;
  ended(name: CommandName, parameters: GivenParameters, result: Outcome | GcError): void;
}
