import { homedir } from 'node:os';
import { join } from 'node:path';

/** What outlives a checkout: installed n8n versions, and the demo's n8n. */
export const cacheFolder = () =>
	join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'n8n-nodes-ecgrid');
