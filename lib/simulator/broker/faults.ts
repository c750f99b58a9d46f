/** What is wrong with the broker. Each fault comes and goes by itself, in any combination. */
export interface BrokerFaults {
  /**
   * All clients are cut, and nobody listens on the port. Afterwards it is the same port, and the queues are as
   * they were.
   */
  gone: boolean;
  /**
   * The clients that are connected when it begins stay so, but nothing is read from them and nothing written to
   * them: no heart-beats, no receipts. Afterwards they go on where they were. Others may come meanwhile.
   */
  halfOpen: boolean;
  /** Clients may come, but their CONNECT is not answered; afterwards it is. */
  hangingAtConnect: boolean;
  /** Clients are cut, and so is everybody who comes. */
  flapping: boolean;
  /** A CONNECT is answered as if the password were wrong. */
  loginsRefused: boolean;
  /** RECEIPTs are not sent, and never will be. */
  noReceipts: boolean;
  /** So many milliseconds later than due is each frame sent; the order stays. */
  delayMs: number;
}

export const noFaults: Readonly<BrokerFaults> = {
  gone: false,
  halfOpen: false,
  hangingAtConnect: false,
  flapping: false,
  loginsRefused: false,
  noReceipts: false,
  delayMs: 0,
};
