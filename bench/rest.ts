import { setTimeout as sleep } from 'node:timers/promises';

/** Seconds after which V8 has returned the memory of collected garbage to the system. */
export const REST = 20;

/**
 * Waits until n8n's process holds only the memory it needs, so that a new run can't reuse memory left by an
 * earlier one.
 */
export const rest = async () => await sleep(REST * 1000);
