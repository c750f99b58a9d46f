import { Meter } from './meter';
import { subscribe } from './subscribe';

const meter = new Meter();

/** A subscriber that reads events, and does nothing with them. */
void subscribe(
  (body) => {
    JSON.parse(body);
    meter.count();
  },
  () => {
    meter.ready();
  },
);
