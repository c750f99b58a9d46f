import { copyOf } from '../../common/copy-of';
import { isAgentStateWord, looksLikeTime, nameIn, plainWord } from '../../protocol';
import { Memo } from './memo';
import { redacted, type Secrets } from './secrets';
import { isDialled, isNothing, isOtherTime, isTime, isTwoDigits } from './shapes';
import { noStandIns, type Replacement } from './stand-ins/stand-ins';
import {
  isPrivate,
  ofThing,
  ofVariable,
  treatmentOf,
  type PrivateTreatment,
  type Treatment,
} from './treatments';
import { isCode, isErrorCode, isKnownWord, staysInText } from './words';

const digits = /^\s*-?\d+\s*$/;
const idList = /^[-\d\s,]+$/;

/** What stands where in a user of a line, where no label says otherwise. */
const placesOfUser: readonly Treatment[] = [
  'agentName',
  'agentName',
  'extension',
  'keep',
  'word',
  'unknown',
  'unknown',
  'time',
];
const extensionPlace = 2;
const labelsOfUser: Readonly<Record<string, number>> = {
  firstname: 0,
  lastname: 1,
  extension: extensionPlace,
  agentid: 3,
  loginid: 3,
  agentloginid: 3,
  userid: 3,
  state: 4,
  statechangetime: 7,
};

/** Values of each treatment of which the replacements are remembered; a power of 2. */
const mostKnown = 4096;

/** Replaces what one attribute, field or value has in it; all separators stay. */
export class Contents {
  readonly #known = new Map<Treatment, Memo<string>>();
  /** The version of the secrets when something was remembered. */
  #secretsThen = 0;

  constructor(
    private readonly replace: Replacement,
    private readonly secrets: Secrets,
  ) {}

  /** Lets a whole body be replaced. */
  replaceBody(replace: () => string): string {
    this.replace.begin();
    try {
      return replace();
    } finally {
      if (this.replace.isSpent) {
        this.#known.clear();
      }
    }
  }

  text(text: string, treatment: Treatment): string {
    switch (treatment) {
      case 'keep':
        return text;
      case 'id':
        return isDialled(text) ? this.#remembered(text, 'number') : text;
      case 'time':
        return isTime(text.trim()) || isOtherTime(text) ? text : this.#remembered(text, 'unknown');
      case 'secret':
        return isNothing(text) ? text : redacted;
      case 'guarded':
        return isNothing(text) || isKnownWord(text.trim()) || isAgentStateWord(text) ? text : redacted;
      default:
        return this.#remembered(text, treatment);
    }
  }

  /** What people and calls are called comes again and again; a secret that is new can be in it. */
  #remembered(text: string, treatment: Treatment): string {
    if (this.#secretsThen !== this.secrets.version) {
      this.#secretsThen = this.secrets.version;
      this.#known.clear();
    }
    let known = this.#known.get(treatment);
    if (known === undefined) {
      known = new Memo((one) => copyOf(this.#replaced(one, treatment)), mostKnown);
      this.#known.set(treatment, known);
    }
    return known.get(text);
  }

  #replaced(text: string, treatment: Treatment): string {
    switch (treatment) {
      case 'word':
        return this.#without(text, (rest) => this.replace.numbersIn(rest));
      case 'code':
        if (isErrorCode(text.trim())) {
          return this.#without(text, (rest) => rest);
        }
        return /\s/.test(text.trim()) && !isKnownWord(text)
          ? this.text(text, 'text')
          : this.text(text, 'word');
      case 'private':
      case 'number':
      case 'extension':
      case 'agentName':
      case 'label':
        return isNothing(text) ? text : this.#all(text, treatment);
      case 'text':
        return isKnownWord(text) ? text : this.#without(text, this.#inText);
      case 'unknown':
        return this.#unknown(text);
      default:
        return this.#list(text, treatment);
    }
  }

  /** A number of JSON, which stays one. */
  number(text: string, treatment: Treatment): string {
    switch (treatment) {
      case 'private':
      case 'number':
      case 'extension':
      case 'agentName':
      case 'label':
      case 'variables':
      case 'participants':
        return /[.eE]/.test(text)
          ? text
          : this.replace.literal(text, isPrivate(treatment) ? treatment : 'private');
      case 'text':
      case 'unknown':
      case 'things':
        return /[.eE]/.test(text) ? text : this.replace.literal(text, 'unknown');
      case 'secret':
      case 'guarded':
        return JSON.stringify(redacted);
      default:
        return text;
    }
  }

  /** A name of an attribute that is private itself. */
  name(text: string): string {
    return this.replace.all(text, 'number');
  }

  /** With stand-ins, no secret is left in it. */
  #all(text: string, treatment: PrivateTreatment): string {
    return this.replace === noStandIns ? this.secrets.remove(text) : this.replace.all(text, treatment);
  }

  /** Does something to all of a text but the secrets in it, which are taken out. */
  #without(text: string, change: (rest: string) => string): string {
    const cleared = this.secrets.remove(text);
    return cleared === text ? change(text) : cleared.split(redacted).map(change).join(redacted);
  }

  readonly #inText = (text: string): string => this.replace.inText(text, staysInText);

  #unknown(text: string): string {
    const trimmed = text.trim();
    const stays = isNothing(text) || isKnownWord(trimmed) || isCode(trimmed) || isTime(trimmed);
    return stays
      ? this.#without(text, (rest) => rest)
      : this.#without(text, (rest) => this.replace.inText(rest, isTwoDigits));
  }

  #list(text: string, treatment: Treatment): string {
    switch (treatment) {
      case 'variables':
        return this.#variables(text);
      case 'participants':
        return each(text, '|', (one) => this.#participant(one));
      case 'teams':
        return each(text, '|', (one) => this.#team(one));
      case 'controls':
        return each(text, '|', (one) => each(one, ',', (part) => this.#sure(part, 'word')));
      case 'reasonCodes':
        return this.#reason(text);
      case 'users':
        return /[,:\s]/.test(text.trim()) ? this.#user(text) : text;
      default:
        return this.#thing(text);
    }
  }

  /** `0300|a=1|b=2`, or `0300,1,2`: names stay. */
  #variables(text: string): string {
    const comma = text.indexOf(',');
    if (comma >= 0 && !/[|=]/.test(text.slice(0, comma))) {
      return this.text(text, 'private');
    }
    return each(text, '|', (part) => {
      const name = nameIn(part);
      const from = name === undefined ? 0 : part.indexOf('=') + 1;
      return (
        part.slice(0, from) + this.text(part.slice(from), name === undefined ? 'private' : ofVariable(name))
      );
    });
  }

  /** `2001,ACTIVE,PRESENT,ROLE` */
  #participant(text: string): string {
    const treatments: readonly Treatment[] = ['number', 'word', 'unknown', 'word'];
    return each(text, ',', (part, index) => this.#sure(part, treatments[index] ?? 'unknown'));
  }

  /** `id,name`, an id, or a name. */
  #team(text: string): string {
    const comma = text.indexOf(',');
    const end = comma < 0 ? text.length : comma;
    const id = text.slice(0, end);
    return (digits.test(id) ? id : this.text(id, 'label')) + this.text(text.slice(end), 'label');
  }

  /** `code:label`, or a code. */
  #reason(text: string): string {
    const code = /^\s*-?\d{1,10}\s*(?:[:=]|$)/.exec(text)?.[0] ?? '';
    return code + this.text(text.slice(code.length), 'label');
  }

  /** `Label:value,Label:value`; a comma or colon without a label known here belongs to the value. */
  #thing(text: string): string {
    let treatment: Treatment = 'unknown';
    return each(text, ',', (part) => {
      const label = labelIn(part);
      const own = label === undefined ? undefined : treatmentOf(label);
      const from = own === undefined ? 0 : part.indexOf(':') + 1;
      treatment = own === undefined ? treatment : ofThing(own);
      return part.slice(0, from) + this.#sure(part.slice(from), treatment);
    });
  }

  /** `FirstName:Ann,LastName:Lee,Extension:2001,1081,READY,,,Since:…`: without a label, the place says what it is. */
  #user(text: string): string {
    const parts = text.split(',');
    let place = -1;
    let isFree = false;
    return parts
      .map((part, index) => {
        const label = labelIn(part);
        const labelled = label === undefined ? undefined : labelsOfUser[plainWord(label)];
        const own = label === undefined || labelled !== undefined ? undefined : treatmentOf(label);
        if (labelled !== undefined) {
          place = labelled;
          isFree = place < extensionPlace && isFreeText(parts[index + 1]);
        } else if (!isFree) {
          place += 1;
        }
        const from = label === undefined || (isFree && labelled === undefined) ? 0 : part.indexOf(':') + 1;
        const value = part.slice(from);
        const treatment = own ?? placesOfUser[place] ?? 'unknown';
        const isElsewhere = labelled === undefined && from > 0 && (looksLikeTime(value) || own === undefined);
        return part.slice(0, from) + this.#sure(value, isElsewhere ? 'unknown' : treatment);
      })
      .join(',');
  }

  /** In a line, what stands in a place may be something else after all: then it is treated by what it looks like. */
  #sure(text: string, treatment: Treatment): string {
    return this.text(text, isUnlikely(text, treatment) ? 'unknown' : treatment);
  }
}

/** Whether a text has blanks where an id or a word of GC has none. */
export function isUnlikely(text: string, treatment: Treatment): boolean {
  const isOneWord = treatment === 'keep' || treatment === 'word';
  return isOneWord && /\s/.test(text.trim()) && !isKnownWord(text.trim()) && !idList.test(text);
}

function each(text: string, separator: string, change: (part: string, index: number) => string): string {
  return text.split(separator).map(change).join(separator);
}

/** Whether a comma behind a name belongs to the name: then no number, and not nothing, comes next. */
function isFreeText(next: string | undefined): boolean {
  return next !== undefined && labelIn(next) === undefined && !/^\s*\d*\s*$/.test(next);
}

/** The label that a part begins with; a time has colons of its own. */
export function labelIn(part: string): string | undefined {
  return !part.includes(':') || looksLikeTime(part.trim())
    ? undefined
    : /^\s*([A-Za-z][A-Za-z_ ]{0,40}?)\s*:/.exec(part)?.[1];
}
