import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import { printable } from '../../../protocol';

const dayMs = 24 * 60 * 60 * 1000;
/** A certificate that ends sooner is worth a note. */
const soonDays = 30;
const mostNames = 5;

/** Something that is wrong with a certificate, or will be. */
export interface CertificateProblem {
  readonly id: string;
  /** Sentences. */
  readonly found: string;
  readonly whatToDo: string;
  /** It will be wrong soon, but is not yet. */
  readonly isToCome?: true;
}

/** About its dates, and its names, node:tls says it too, but only where nothing else is wrong. */
const saidElsewhere = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'ERR_TLS_CERT_ALTNAME_INVALID'];

/**
 * Finds all that is wrong with the certificate of a broker: its chain, its names, its dates.
 *
 * @param verified what node:tls says: a code such as `DEPTH_ZERO_SELF_SIGNED_CERT`; undefined where it trusts it
 */
export function findProblems(
  host: string,
  certificate: PeerCertificate,
  verified: string | undefined,
  now = Date.now(),
): CertificateProblem[] {
  const problems = [nameProblem(host, certificate), ...dateProblems(certificate, verified, now)];
  if (verified !== undefined && !saidElsewhere.includes(verified)) {
    problems.unshift(chainProblem(certificate, verified));
  }
  return problems.filter((problem) => problem !== undefined);
}

/** `localhost, 127.0.0.1`: whom the certificate is for. */
export function namesOf({ subjectaltname, subject }: PeerCertificate): string {
  const names = (subjectaltname ?? '').split(', ').map((name) => name.replace(/^(DNS|IP Address):/, ''));
  const all = names.filter((name) => name !== '');
  const shown = (all.length === 0 ? [commonName(subject)] : all)
    .slice(0, mostNames)
    .map((name) => printable(name));
  return all.length > mostNames ? `${shown.join(', ')} and ${all.length - mostNames} more` : shown.join(', ');
}

/** The authority that has signed the certificate. */
export function issuerOf({ issuer }: PeerCertificate): string {
  return printable(commonName(issuer));
}

/** `2035-01-31` */
export function endOf({ valid_to: end }: PeerCertificate): string {
  return day(Date.parse(end));
}

function chainProblem(certificate: PeerCertificate, verified: string): CertificateProblem {
  const ca = 'name the file with --ca, and give it to the TLS settings of gc-connection';
  if (verified === 'DEPTH_ZERO_SELF_SIGNED_CERT') {
    return {
      id: 'tls-self-signed',
      found: `The certificate has signed itself, so nobody vouches for it (${verified}).`,
      whatToDo: `Get the certificate of the broker from its operator as a PEM file, ${ca}.`,
    };
  }
  return {
    id: 'tls-untrusted',
    found: `No authority that this machine trusts vouches for the certificate (${verified}). It names "${issuerOf(certificate)}" as its authority.`,
    whatToDo:
      `Get the certificate of this authority as a PEM file, ${ca}. ` +
      'If the authority is one that everybody trusts, the broker does not send the certificates between: add them to its key store.',
  };
}

function nameProblem(host: string, certificate: PeerCertificate): CertificateProblem | undefined {
  return checkServerIdentity(host, certificate) === undefined
    ? undefined
    : {
        id: 'tls-other-name',
        found: `The certificate is for ${namesOf(certificate)}, not for ${printable(host)}.`,
        whatToDo:
          'Write one of these names into --broker, if it leads to the broker; or give the broker a certificate for the name that you use.',
      };
}

function dateProblems(
  { valid_from: from, valid_to: to }: PeerCertificate,
  verified: string | undefined,
  now: number,
): CertificateProblem[] {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  if (now > end) {
    return [expired(`The certificate has expired on ${day(end)}.`)];
  }
  if (now < start) {
    return [
      {
        id: 'tls-not-yet-valid',
        found: `The certificate is valid only from ${day(start)} on.`,
        whatToDo: 'Check the clocks of this machine and of the broker.',
      },
    ];
  }
  if (verified === 'CERT_HAS_EXPIRED') {
    return [expired('The certificate of an authority behind the certificate of the broker has expired.')];
  }
  const days = Math.floor((end - now) / dayMs);
  return days < soonDays ? [{ ...expired(`The certificate expires in ${days} days.`), isToCome: true }] : [];
}

function expired(found: string): CertificateProblem {
  return { id: 'tls-expired', found, whatToDo: 'Renew it on the broker, and check the clocks.' };
}

function commonName(name: PeerCertificate['subject'] | undefined): string {
  const texts = [name?.CN, name?.O].flat();
  return texts.find((text) => text !== undefined && text !== '') ?? 'somebody without a name';
}

function day(time: number): string {
  return Number.isNaN(time) ? 'an unknown day' : new Date(time).toISOString().slice(0, 10);
}
