import { useLab } from './lab';
import { testLoop } from './loopTests';

testLoop(useLab());
