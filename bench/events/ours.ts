import { runOurs } from './our-flow';

runOurs();
