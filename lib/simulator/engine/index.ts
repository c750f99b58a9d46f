export { realClock, SteppedClock, type Clock } from './clock';
export type { Publish, PublishedEvent } from './store/contact-centre';
export { Engine, type EngineOptions } from './engine';
export type { IncomingCall, WhichCall } from './calls/outside';
export type { PreviewCall } from './calls/preview';
