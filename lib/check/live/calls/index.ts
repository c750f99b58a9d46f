import type { Step } from '../step';
import type { CallCheck } from './call-check';
import { consultStep, holdStep, makeCallStep, releaseStep, retrieveStep, transferStep } from './steps';

export { CallCheck } from './call-check';

/** What the test agent does with calls. */
export function callSteps(check: CallCheck): Step[] {
  return [
    makeCallStep(check),
    holdStep(check),
    retrieveStep(check),
    releaseStep(check),
    consultStep(check),
    transferStep(check),
  ];
}
