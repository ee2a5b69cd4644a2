import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { messageOf, Problem } from './problem';

/** Returns a folder that outlives a checkout, for installed n8n versions and the demo's n8n. */
export function cacheFolder(name: string): string {
	const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'n8n-nodes-ecgrid', name);
	try {
		mkdirSync(folder, { recursive: true });
	} catch (error) {
		throw new Problem(
			`Can't create the folder ${folder}: ${messageOf(error)}\nSet XDG_CACHE_HOME to a writable folder.`,
		);
	}
	return folder;
}
