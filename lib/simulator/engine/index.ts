export { realClock, SteppedClock, type Clock } from './clock';
export type { Publish, PublishedEvent } from './contact-centre';
export { Engine, type EngineOptions } from './engine';
export type { IncomingCall, WhichCall } from './outside';
export type { PreviewCall } from './preview';
