import { isRecord } from '../../shared/isRecord';
import { NotWritable } from '../interchange/notWritable';
import type { Composite, Element, Segment } from '../interchange/tree';

/** Text, or a number as text. `decimal` is the character that stands for its decimal point. */
export function textOf(value: unknown, path: string, decimal = '.'): string {
	if (typeof value === 'string') return value;
	if (value === null || value === undefined) return '';
	if (typeof value === 'number' && Number.isFinite(value) && !String(value).includes('e'))
		return String(value).replace('.', decimal);
	if (typeof value === 'number')
		throw new NotWritable(
			path,
			`is the number ${value}, which needs an exponent or is none. Give it as text`,
		);
	throw new NotWritable(path, `is ${Array.isArray(value) ? 'a list' : `of type ${typeof value}`}, not text`);
}

function compositeOf(value: unknown, path: string, decimal: string): Composite {
	if (!Array.isArray(value)) return textOf(value, path, decimal);
	const components = Array.from(value, (each, index) => textOf(each, `${path}[${index}]`, decimal));
	return components.length > 1 ? components : (components[0] ?? '');
}

function elementOf(value: unknown, path: string, decimal: string): Element {
	if (!isRecord(value)) return compositeOf(value, path, decimal);
	const { repetitions } = value;
	if (!Array.isArray(repetitions) || repetitions.length === 0) {
		throw new NotWritable(path, 'is an object without “repetitions”, the list of its values');
	}
	const values = Array.from(repetitions, (each, index) =>
		compositeOf(each, `${path}.repetitions[${index}]`, decimal),
	);
	return values.length > 1 ? { repetitions: values } : values[0]!;
}

/** Segments from JSON. What JSON says in several ways, such as a list of one value, becomes what Read puts out. */
export function segmentsOf(value: unknown, path: string, decimal = '.'): Segment[] {
	if (value === undefined || value === null) return [];
	if (!Array.isArray(value)) throw new NotWritable(path, 'is no list of segments');
	return Array.from(value, (segment: unknown, index) => {
		const at = `${path}[${index}]`;
		if (!Array.isArray(segment) || segment.length === 0)
			throw new NotWritable(at, 'is no segment: a list with the tag and the elements');
		if (typeof segment[0] !== 'string') throw new NotWritable(`${at}[0]`, 'is no segment tag');
		return Array.from(segment, (element, place) => elementOf(element, `${at}[${place}]`, decimal));
	});
}
