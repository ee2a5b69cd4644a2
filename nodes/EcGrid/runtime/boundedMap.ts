/** The most triggers that a process remembers: more than any n8n has. */
const MAX_ENTRIES = 1_000;

/**
 * Sets a trigger's entry, by its `nodeFingerprint`. When the map is full, it drops the entry that was set longest ago.
 */
export function setBounded<T>(all: Map<string, T>, owner: string, value: T): void {
	all.delete(owner);
	all.set(owner, value);
	if (all.size > MAX_ENTRIES) all.delete(all.keys().next().value!);
}
