export { systemClock, type Clock } from './clock';
export type { Publish, PublishedEvent } from './contact-centre';
export { Engine, type EngineOptions } from './engine';
export type { IncomingCall } from './outside';
