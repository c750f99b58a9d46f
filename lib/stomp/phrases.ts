import { phrasebook } from '../common/phrase';

/** What a person is told of the way to the broker. */
export const say = phrasebook('stomp', {
  connectFailed: 'The broker __broker__ __problem__.',
  connectFailedWithCode: 'The broker __broker__ __problem__ (__code__).',
  connectTimeout: 'The broker __broker__ __problem__ (no session within __seconds__ s).',

  unreachable: 'cannot be reached. Check the address, the network and the firewall',
  refusesConnections:
    'refuses connections: nothing listens there. Check host and port, and that the broker is running',
  unknownHost: 'has an unknown host name. Check its spelling',
  lookUpFailed: 'has a host name that cannot be looked up now. Check its spelling and the DNS',
  otherCertificate: 'has a certificate for another name. Connect with the name in the certificate',
  expiredCertificate: 'has a certificate that has expired. Renew it on the broker, and check the clocks',
  earlyCertificate: 'has a certificate that is not valid yet. Check the clocks',
  selfSignedCertificate:
    'has a certificate that is not trusted: it signed it itself. Add it as an authority (CA) to the TLS settings',
  untrustedCertificate:
    'has a certificate that is not trusted. Add the certificate of its authority (CA) to the TLS settings',
  wantsCertificate:
    'does not accept our side of the TLS handshake. Give a client certificate that it trusts in the TLS settings',
  otherTlsVersion: 'speaks another version of TLS. Update it, or set the versions in the TLS settings',
  notTls: 'does not speak TLS. Check that the port is the one of the TLS connector',
  silentTls: 'does not answer the TLS handshake. Check that the port is the one of the TLS connector',
  notStomp: 'does not speak STOMP. Check the port, and whether it needs TLS',
  silentStomp:
    'accepts the connection but does not answer the login. Check the port, and whether the broker hangs',
  cutOff: 'closed the connection before it answered the login. Check the port, and whether it needs TLS',

  unusableSettings:
    'The broker __broker__ cannot be connected with these settings. Check host, port and TLS settings.',
  unusableSettingsWithCode:
    'The broker __broker__ cannot be connected with these settings. Check host, port and TLS settings (__code__).',
  oldProtocol: 'The broker __broker__ does not speak STOMP 1.1 or 1.2. Update it.',
  unusableLogin:
    'User or password for the broker __broker__ contains a line break or NUL, which STOMP cannot send. Correct it.',
  loginNotNow: 'The broker __broker__ does not take the login now: __answer__.',
  loginRefused:
    'The broker __broker__ refused the login: __answer__. Check user and password of the connection.',
  loginLacksRights:
    'The broker __broker__ refused the login: __answer__. Let the user read, write and create the topics __topics__>, which ActiveMQ uses for every client.',
  noBroker: 'There is no broker to connect to. Name at least one.',
  noBrokerAddress:
    '"__url__" is no broker address. Write stomp://host:port, or stomp+ssl://host:port for TLS.',
  invalidOption: 'The option __name__ __problem__. Correct it.',

  closed: 'The connection to the broker __broker__ was closed.',
  lost: 'The connection to the broker __broker__ was lost: __why__.',
  brokerClosedIt: 'the broker closed it',
  reported: 'it reported __answer__',
  wasSilent: 'it was silent for __seconds__ s',
  unknownFrame: 'it sent an unknown frame',
  unconfirmed:
    'The connection to the broker __broker__ was lost before it confirmed __what__. Whether it arrived is unknown.',
  overdue:
    'The broker __broker__ did not confirm __what__ within __seconds__ s. Whether it arrived is unknown. Check the memory and disk limits of the broker.',
  refused:
    'The broker __broker__ refused __what__: __answer__. Check the name of the destination and the rights of the user.',
  notConnected: 'There is no connection to the broker __broker__: nothing was sent.',
  busy: 'The broker __broker__ does not confirm messages as fast as they come, and the waiting queue is full. Send more slowly; check the memory limits of the broker and whether somebody reads the queue.',
  tooLarge:
    'A message from __destination__ of the broker __broker__ has more than __megabytes__ MB, or more than __kilobytes__ KB or __headers__ in its headers. It was skipped. Check who may publish there, and what is sent.',
  messageTo: 'the message to __destination__',
  subscriptionTo: 'the subscription to __destination__',
  endOfSubscription: 'the end of a subscription',
  endOfSession: 'the end of the session',

  nulInBody: 'The body for __destination__ contains NUL, which would cut it off there. Remove it.',
  noDestination:
    '__destination__ is no destination. It must start with /queue/ or /topic/ and have no line break.',
  tooManyHeaders: 'The message for __destination__ has more than __most__ headers. Send fewer.',
  ownHeader: 'The header "__name__" for __destination__ is set by the connection. Remove it.',
  nulInHeader: 'The header __name__ for __destination__ contains NUL. Remove it.',
  longHeader:
    'The header __name__ is longer than __most__ bytes: ActiveMQ would end the connection. Shorten it.',
});

/** What is wrong with a number, as the end of a sentence such as "heartbeatMs must be …". */
export const sayOfNumber = phrasebook('number', {
  mustBeNumber: 'must be a number from __least__ to __most__, not __given__',
  mustBeWholeNumber: 'must be a whole number from __least__ to __most__, not __given__',
  object: 'an object',
  function: 'a function',
});
