import { codingOf, type ByteText } from '../interchange/coding';
import { SharedValues } from '../interchange/sharedValues';
import type { Beginning, Standard } from '../interchange/standard';

/** A part of a text: from a place up to another one. */
interface Range {
	from: number;
	to: number;
}

/** Where the objects of an interchange stand whose length it says, such as in BIN, BDS and packages. */
function objectsIn(beginning: Beginning, to: number): Range[] {
	const reader = beginning.reader({
		coding: codingOf('ISO 8859-1'),
		isWrapped: () => false,
		beginsInterchange: () => false,
		beginningIn: () => undefined,
		shared: new SharedValues(),
	});
	const objects: Range[] = [];
	while (reader.at < to && reader.next()) if (reader.object) objects.push(reader.object);
	return objects;
}

/** A part of a text, at whose end an interchange stands, without its objects: they are bytes, and no text. */
export function withoutObjects(
	text: ByteText,
	{ from, to }: Range,
	standard: Standard,
	beginning: Beginning,
): ByteText {
	const whole = text.slice(from, to);
	const tags = [...Object.keys(standard.binary), ...(standard.package ? [standard.package.header] : [])];
	if (!tags.some((tag) => whole.includes(tag + beginning.delimiters.element))) return whole;
	let plain = '';
	let place = from;
	for (const object of objectsIn(beginning, to)) {
		plain += text.slice(place, object.from);
		place = object.to;
	}
	return plain + text.slice(place, to);
}
