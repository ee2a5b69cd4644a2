import { setTimeout as sleep } from 'node:timers/promises';

/** Seconds after which V8 has given back to the system what it took for garbage. */
export const REST = 20;

/** Leaves n8n alone until what its process takes is what it needs: what comes then cannot hide in what another run left. */
export const rest = async () => await sleep(REST * 1000);
