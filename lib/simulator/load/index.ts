export { LoadGenerator } from './load-generator';
export { loadDestination, type Load, type LoadOptions } from './options';
export { planLoad } from './plan-load';
