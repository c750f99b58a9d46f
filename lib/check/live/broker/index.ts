import type { Step } from '../step';
import type { BrokerCheck } from './broker-check';
import { helloStep } from './hello';
import { queueStep, topicStep } from './rights';
import { brokerLoginStep, stompStep } from './stomp';
import { tcpStep } from './tcp';
import { tlsStep } from './tls';

export { BrokerCheck } from './broker-check';

/** From the socket to GC, through one broker. */
export function brokerSteps(check: BrokerCheck): Step[] {
  return [
    tcpStep(check),
    ...(check.address.tls === undefined ? [] : [tlsStep(check)]),
    stompStep(check),
    brokerLoginStep(check),
    topicStep(check),
    queueStep(check),
    helloStep(check),
  ];
}
