import { errorText } from '../language/in-language';

/** Runs what nobody waits for, such as the work of a timer: an error in it would end Node-RED, and is logged instead. */
export function safely(log: { error(text: string): void }, run: () => void): void {
  try {
    run();
  } catch (error) {
    log.error(errorText(error));
  }
}
