/** A time as people read it: `0:07`, `12:05`, `3:00:41`; days are counted in hours. Nothing where it is not known. */
export function durationText(since: number | undefined, now: number): string {
  if (since === undefined) {
    return '';
  }
  const seconds = Math.max(0, Math.floor((now - since) / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const parts = hours > 0 ? [hours, twoDigits(minutes % 60)] : [minutes];
  return [...parts, twoDigits(seconds % 60)].join(':');
}

/** A moment as people read it: its time, with the day unless it is today. In milliseconds since 1970. */
export function momentText(at: number): string {
  const moment = new Date(at);
  const isToday = moment.toDateString() === new Date().toDateString();
  return isToday ? moment.toLocaleTimeString() : moment.toLocaleString();
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
