/** Triggers of which a process remembers something: more than any n8n has. */
const MOST_OWNERS = 1_000;

/** Sets what is kept for a trigger, by its `ownerOf`. Of too many, the one that was set longest ago is forgotten. */
export function keep<T>(all: Map<string, T>, owner: string, value: T): void {
	all.delete(owner);
	all.set(owner, value);
	if (all.size > MOST_OWNERS) all.delete(all.keys().next().value!);
}
