import type { AssumptionId } from './assumptions';

/** Public pages on which facts about GC can be seen, besides the specification. */
export const pages = {
  'json-api': {
    title: 'Generic Connector JSON API 4.4.12',
    address: 'https://docs.expertflow.com/gc/4.4.12/generic-connector-json-api',
  },
  'json-samples': {
    title: 'Generic Connector JSON API, differences of two versions (samples of State and ReasonCodes)',
    address:
      'https://expertflow-docs.atlassian.net/wiki/pages/diffpages.action?originalId=271745090&pageId=271745117',
  },
  'command-tables': {
    title: 'Generic Connector, differences of two versions (mobile login, transfer, conference)',
    address:
      'https://expertflow-docs.atlassian.net/wiki/pages/diffpages.action?originalId=33915123&pageId=270434328',
  },
  'developer-guide': {
    title: 'Generic Connector Developer Guide 4.4.12',
    address: 'https://docs.expertflow.com/gc/4.4.12/developer-guide',
  },
  'supervisor-features': {
    title: 'Generic Connector Supervisor Features',
    address:
      'https://expertflow-docs.atlassian.net/wiki/spaces/GC/pages/3014699/Generic+Connector+Supervisor+Features',
  },
  'deployment-guide': {
    title: 'Generic Connector Deployment Guide 3.4.1.03',
    address: 'https://docs.expertflow.com/gc/3.4.1.03/deployment-guide-gc',
  },
  'siebel-flow': {
    title: 'Siebel Connector, Communication Flow Diagram',
    address: 'https://docs.expertflow.com/siebel/3.4.2.5/communication-flow-diagram',
  },
  'siebel-release': {
    title: 'Siebel Connector, Release Notes 3.4.2.5',
    address: 'https://docs.expertflow.com/siebel/3.4.2.5/release-notes-3-4-2-5',
  },
  'salesforce-guide': {
    title: 'Salesforce Connector 2.0 Developer Guide',
    address:
      'https://expertflow-docs.atlassian.net/wiki/spaces/SC/pages/3933015/2.0+Salesforce+Developer+Guide',
  },
  'public-client': {
    title: 'A desktop client of GC in C#',
    address: 'https://github.com/uzair2299/WPF',
  },
  finesse: {
    title: 'Cisco Finesse Web Services Developer Guide',
    address: 'https://developer.cisco.com/docs/finesse/',
  },
} as const satisfies Record<string, { readonly title: string; readonly address: string }>;

export type PageName = keyof typeof pages;

/**
 * Where a fact comes from: the specification, GC's client API; a public page; or nowhere, so that it is assumed. A table
 * has one for all its rows, and a row another where it differs.
 */
export type Source = 'specified' | `observed:${PageName}` | `assumed:${AssumptionId}`;
