import type { Segment, StandardName } from '../interchange/tree';
import { documentOf, type BusinessDocument } from './readDocument';

interface Message {
	standard: StandardName | null;
	type: string | null;
	version: string | null;
	group: unknown;
	segments?: Segment[];
}

/** The JSON of a message with its business document in front of its envelopes and segments, if its type has one. */
export function withDocument<T extends Message>(message: T): T & { document?: BusinessDocument } {
	const { standard, type, version, segments = [] } = message;
	if (standard === null || type === null) return message;
	const document = documentOf(type, segments, { standard, version: version ?? '', decimalMark: '.' });
	if (!document) return message;
	const result = {} as T & { document: BusinessDocument };
	for (const [name, value] of Object.entries(message)) {
		if (name === 'group') result.document = document;
		result[name as keyof T] = value as never;
	}
	return result;
}
