import type { GcClientOptions } from '../../../client';
import type { Flavour, GcError } from '../../../protocol';
import type { SimulatorOptions } from '../../../simulator';
import type { PrivacyPlan } from '../../privacy/privacy-plan';
import type { RecordingPlan } from '../../recording/recording-plan';
import type { StorePlan } from '../../store/store-plan';

/** How a gc-connection node reaches GC. */
export type ConnectionPlan = GcPlan | SimulatorPlan;

export interface GcPlan {
  readonly mode: 'gc';
  readonly client: GcClientOptions;
  readonly store: StorePlan;
  /** The id of a gc-calendar with the calling hours. Absent: those of the client's rules count. */
  readonly callingCalendar?: string | undefined;
  /** Absent where nothing is recorded into files. */
  readonly recording?: RecordingPlan | undefined;
  /** Absent where nothing is concealed. */
  readonly privacy?: PrivacyPlan | undefined;
}

export interface SimulatorPlan {
  readonly mode: 'simulator';
  readonly client: Omit<GcClientOptions, 'brokers' | 'passwordEncryption'>;
  readonly store: StorePlan;
  /** The id of a gc-calendar with the calling hours. Absent: those of the client's rules count. */
  readonly callingCalendar?: string | undefined;
  /** Absent where nothing is recorded into files. */
  readonly recording?: RecordingPlan | undefined;
  /** Absent where nothing is concealed. */
  readonly privacy?: PrivacyPlan | undefined;
  readonly simulator: SimulatorOptions;
  /** A site file on this machine; absent, the simulator has its own site. */
  readonly siteFile?: string | undefined;
}

/** The plan, or what is wrong with the configuration it should have been read from. */
export type PlanOrProblem = ConnectionPlan | GcError;

/** The plan; undefined where the configuration is wrong. */
export function soundPlan(plan: PlanOrProblem): ConnectionPlan | undefined {
  return 'mode' in plan ? plan : undefined;
}

/** Cisco's contact centre behind GC, where it is known. */
export function flavourOf(plan: PlanOrProblem): Flavour | undefined {
  const sound = soundPlan(plan);
  return sound?.mode === 'simulator' ? sound.simulator.flavour : sound?.client.contactCentre;
}
