/** Triggers of which a process remembers something: more than any n8n has. */
const MAX_ENTRIES = 1_000;

/** Sets what is kept for a trigger, by its `nodeFingerprint`. Of too many, the one that was set longest ago is forgotten. */
export function setBounded<T>(all: Map<string, T>, owner: string, value: T): void {
	all.delete(owner);
	all.set(owner, value);
	if (all.size > MAX_ENTRIES) all.delete(all.keys().next().value!);
}
