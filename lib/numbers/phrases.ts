import { phrasebook } from '../common/phrase';

/** Why a number cannot be dialled by the dial plan, and what is wrong with the settings of one. */
export const sayOfDialPlan = phrasebook('dialPlan', {
  empty: 'there is no digit in it',
  tooLong: 'it is longer than a telephone number',
  signs: 'it has other signs than those of a telephone number',
  withExtension:
    'it names an extension behind the number ("__extension__"), which cannot be dialled with it: leave the extension out',
  letters: 'it has letters, which are not used in numbers of this country',
  notPossible: 'no country has a number like this: too few or too many digits, or an unknown country code',
  cannotDial: 'the number "__given__" cannot be dialled: __why__; nothing was sent',
  emergency:
    '__number__ is an emergency number, which the dial plan of the connection does not allow; nothing was sent',
  country: 'the country "__given__" of the dial plan is not known; write it as two letters such as "GB"',
  prefix: '__what__ in the dial plan must be made of digits, not "__given__"',
  areaCode: 'the area code (areaCode)',
  outsideLine: 'the outside line (outsideLine)',
  nationalPrefix: 'the national prefix (nationalPrefix)',
  internationalPrefix: 'the international prefix (internationalPrefix)',
  beginning: 'what is removed (strip)',
  plusOutside:
    'the dial plan has an outside line, so its prefixes must be made of digits: "+" can only stand in front',
  strip:
    'the dial plan removes "__given__", but it puts that in front itself, or it is part of one of its prefixes',
  extensionLengths: 'the lengths of extensions in the dial plan must be whole numbers from 1 to 15',
  emergencyChoice: 'emergency numbers in the dial plan are "refused" or "allowed"',
});
