import { readHost, splitAddress } from '../../protocol/host';
import { complaint } from '../dialog/validators';

/** Accepts a host name or an address. */
export const hostAlone: Validator = (value, options) => {
  // A flow that an earlier version saved lacks the property: the default counts.
  return value === undefined || readHost(String(value)) !== undefined || complaint('host', options);
};

/** Puts a host that was given as a URL, or with its port, into the two fields. */
export function splitIntoFields(host: JQuery, port: JQuery): void {
  host.on('change', () => {
    const given = splitAddress(String(host.val()));
    if (given === undefined || given.host === host.val()) {
      return;
    }
    host.val(given.host).trigger('change');
    if (given.port !== undefined) {
      port.val(given.port).trigger('change');
    }
  });
}
