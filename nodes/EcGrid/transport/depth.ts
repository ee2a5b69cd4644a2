/** The most levels of JSON to pass on. ECGrid's has one or two, and n8n can't store thousands. */
export const MAX_DEPTH = 100;

const LEFT_OUT = `(left out: nested more than ${MAX_DEPTH} levels deep)`;

/** Whether a value is a list or a plain object. An uploaded file from n8n is neither, and may contain itself. */
function isNested(value: unknown): value is object {
	if (typeof value !== 'object' || value === null) return false;
	const prototype: unknown = Object.getPrototypeOf(value);
	return Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
}

function isDeeper(value: unknown, levels: number): boolean {
	if (!isNested(value)) return false;
	if (levels === 0) return true;
	if (Array.isArray(value)) return value.some((inner) => isDeeper(inner, levels - 1));
	for (const name in value) {
		if (isDeeper((value as Record<string, unknown>)[name], levels - 1)) return true;
	}
	return false;
}

function cut(value: unknown, levels: number): unknown {
	if (!isNested(value)) return value;
	if (levels === 0) return LEFT_OUT;
	if (Array.isArray(value)) return value.map((inner) => cut(inner, levels - 1));
	return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, cut(inner, levels - 1)]));
}

/** JSON as it is. If it is nested too deep for n8n to store, a copy with a text in place of the deeper levels. */
export const limitedDepth = (value: unknown): unknown =>
	isDeeper(value, MAX_DEPTH) ? cut(value, MAX_DEPTH) : value;

type Change = (text: string) => string;

/**
 * JSON with `change` applied to each text and `changeName` to each field name, and no deeper than `limitedDepth` leaves
 * it. Parts without a change stay the same object.
 */
export function mapTexts(value: unknown, change: Change, changeName = change, levels = MAX_DEPTH): unknown {
	if (typeof value === 'string') return change(value);
	if (!isNested(value)) return value;
	if (levels === 0) return LEFT_OUT;
	const inside = (inner: unknown) => mapTexts(inner, change, changeName, levels - 1);
	if (Array.isArray(value)) {
		const changed = value.map(inside);
		return changed.every((inner, index) => inner === value[index]) ? value : changed;
	}
	let isSame = true;
	const fields = Object.entries(value).map(([name, inner]) => {
		const field = [changeName(name), inside(inner)] as const;
		isSame &&= field[0] === name && field[1] === inner;
		return field;
	});
	return isSame ? value : Object.fromEntries(fields);
}
