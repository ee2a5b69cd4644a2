/** A level of a shipment, as HL and CPS say it, with its number and that of the level that it is in. */
interface Numbered {
	id?: string;
	parent?: string;
}

/** The elements of HL and CPS: the number of the level, and that of its parent. */
const ID = 1;
const PARENT = 2;

const numberOf = (id: string): string => id.replace(/^0+(?=.)/, '');

/**
 * The level that each level is in: the last one before it with that number, so that nothing is in itself. A number that
 * is there again, and a parent that none has, say nothing: they are left.
 */
export function parentsOf<T extends Numbered>(
	levels: readonly T[],
	root: string | undefined,
	leave: (level: T, element: number) => void,
): Map<T, T> {
	const known = new Map<string, T | undefined>();
	if (root !== undefined) known.set(numberOf(root), undefined);
	const parents = new Map<T, T>();
	for (const level of levels) {
		const { id, parent } = level;
		if (parent !== undefined) {
			const found = known.get(numberOf(parent));
			if (found) parents.set(level, found);
			else if (!known.has(numberOf(parent))) leave(level, PARENT);
		}
		if (id === undefined) continue;
		if (known.has(numberOf(id))) leave(level, ID);
		known.set(numberOf(id), level);
	}
	return parents;
}

/** A step of a walk through a tree: what it does, and the steps that follow it. */
export type Step = () => Step[];

/** Takes steps in their order, each followed by its own: a tree of any depth. */
export function walk(steps: Step[]): void {
	const left = steps.reverse();
	for (let step = left.pop(); step; step = left.pop()) for (const next of step().reverse()) left.push(next);
}
