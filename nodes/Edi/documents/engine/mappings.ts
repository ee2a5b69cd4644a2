import { REFERENCES } from '../codes/references';
import type { Codes } from './codes';
import { date, dateParts, decimal, limitIn, plainText, text, type Limit } from './forms';
import { Unfit, within, type Form, type Mapping } from './mapping';
import { fieldsAt, isBlank, joined, listAt, setAt, setKey, valueAt, type Fields } from './paths';
import type { Syntax } from './syntax';
import type { SegmentFields } from './segmentFields';
import type { SegmentTexts } from './segmentTexts';
import { isoDate, isoTime } from '../../interchange/values';
import { isRecord } from '../../../shared/isRecord';

/** Writes a value in a try of its own: what doesn't fit is noted with its path. */
export function attempt(fields: SegmentFields, path: string, write: () => void): void {
	try {
		write();
	} catch (unfit) {
		fields.refuse(path, (unfit as Unfit).message);
	}
}

interface ValueOptions {
	/** The segment can't be written without it. */
	isRequired?: boolean;
	/** Where it is unclear, the whole segment is unmapped. */
	isDecisive?: boolean;
	/** It is no reason to write the segment: a unit without its quantity says nothing. */
	goesAlong?: boolean;
	/** A field without which it isn't written. */
	beside?: string;
	/** Whether it is read; always by default. */
	isRead?: (texts: SegmentTexts, fields: Fields) => boolean;
}

/** Reads a quantity only in the unit of a field, if it has one: in another it would be another quantity. */
export const inUnit =
	(at: string, path: string): ValueOptions['isRead'] =>
	(texts, fields) => {
		const [said, known] = [texts.at(at), valueAt(fields, path)];
		return !texts.isUnclear(at) && (said === '' || isBlank(known) || said === known);
	};

/** A place and a field that say one value. */
export function value(
	at: string,
	path: string,
	form: Form,
	{
		isRequired = false,
		isDecisive = isRequired,
		goesAlong = false,
		beside: other,
		isRead = () => true,
	}: ValueOptions = {},
): Mapping {
	return {
		at: [at],
		paths: [path],
		...(form.isNumber && { isNumber: true }),
		...(isDecisive && { isDecisive }),
		read(texts, fields) {
			const said = texts.at(at);
			if (said === '' || !isRead(texts, fields)) return;
			const read = form.read(said, texts.syntax);
			if (read !== undefined && setAt(fields, path, read)) texts.claim(at);
		},
		write(fields, put) {
			if (other !== undefined && fields.at(other) === undefined) return;
			const given = fields.at(path);
			if (given === undefined) {
				if (isRequired) fields.isMissing(path);
				return;
			}
			attempt(fields, path, () => {
				put(at, form.write(given, fields.syntax), path);
				fields.wrote(path, goesAlong);
			});
		},
	};
}

interface CodedOptions {
	/** A code that says nothing but what is usual: it is no field, and is written where there is none. */
	implied?: string;
	/** The field without which it isn't. */
	beside?: string;
	/** The field for the code. Without it, the field for the name has the code where there is no name. */
	code?: string;
	/** Whether that field has the code also where it is the usual one of the name. */
	isCodeAlways?: boolean;
	maxLength?: number;
	isRequired?: boolean;
	/** The name to write where there is none, or none that this standard has a code for. */
	usual?: string;
	/** Without a code for it, the segment isn't written: it would say something else. */
	isNeeded?: boolean;
	/** Where it is unclear, the whole segment is unmapped. */
	isDecisive?: boolean;
	/** A name that this standard has no code for is refused: no other may stand for it. */
	isExact?: boolean;
}

/** A code, and the name that documents have for it. A code without a name comes out as itself. */
export function coded(
	at: string,
	path: string,
	codes: Codes,
	{
		implied,
		beside: other,
		code,
		isCodeAlways = false,
		maxLength = 3,
		isRequired = false,
		usual,
		isNeeded = isRequired,
		isDecisive = isNeeded,
		isExact = false,
	}: CodedOptions = {},
): Mapping {
	const form = text(maxLength);
	return {
		at: [at],
		paths: code === undefined ? [path] : [path, code],
		...(isDecisive && { isDecisive }),
		read(texts, fields) {
			const said = texts.at(at);
			if (said === '') return;
			if (said === implied) return texts.claim(at);
			const { standard } = texts.syntax;
			const name = codes.nameOf(standard, said);
			if (!setAt(fields, path, name ?? (code === undefined ? said : null))) return;
			const isUsual = name !== undefined && codes.codeOf(standard, name) === said;
			const hasCode = code !== undefined && (isCodeAlways || !isUsual);
			if (!hasCode || setAt(fields, code, said)) texts.claim(at);
		},
		write(fields, put) {
			const { standard } = fields.syntax;
			const givenCode = code === undefined ? undefined : fields.at(code);
			const given = fields.at(path);
			if (given === undefined && givenCode === undefined) {
				if (other !== undefined && fields.at(other) === undefined) return;
				const instead = implied ?? (usual && codes.codeOf(standard, usual));
				if (instead !== undefined) put(at, instead, path);
				else if (isRequired)
					fields.isMissing(path, `is missing. It is ${codes.namesIn(standard).join(', ')}, or a code`);
				return;
			}
			if (other !== undefined && fields.at(other) === undefined) return fields.isMissing(other);
			const from = given === undefined ? code! : path;
			attempt(fields, from, () => {
				const name = given === undefined ? undefined : plainText(given);
				const codeText = givenCode === undefined ? undefined : plainText(givenCode);
				const said = codeFor(codes, fields, name, {
					code: codeText,
					codeField: code,
					isCodeName: code === undefined,
				});
				if (said === undefined) {
					if (isExact) throw new Unfit(`is “${name ?? codeText}”, which ${standard} has no code for`);
					const instead = usual === undefined ? implied : codes.codeOf(standard, usual);
					if (instead !== undefined && other === undefined) return put(at, instead, path);
					return isNeeded ? fields.leaveOut() : undefined;
				}
				put(at, form.write(said, fields.syntax), from);
				if (isReadByName(codes, fields, name)) fields.replaced(path);
				fields.wrote(path);
				if (code === undefined) return;
				fields.wrote(code);
				const isUsual = name !== undefined && codes.codeOf(standard, name) === said;
				if (isUsual && !isCodeAlways) fields.replaced(code);
			});
		},
	};
}

/** Refuses a code beside a name that it doesn't say in any standard. */
function checkCode(
	codes: Codes,
	fields: SegmentFields,
	name: string,
	code: unknown,
	codeField: string,
): void {
	if (code === undefined || fields.ledger.isFromOther || codes.isCodeOf(name, String(code))) return;
	fields.refuse(codeField, `is “${String(code)}”, which doesn't say “${name}”. Leave it out`);
}

/** Whether a code stands in the place of its name, which is what is read again. */
const isReadByName = (codes: Codes, { syntax }: SegmentFields, name: string | undefined): boolean =>
	name !== undefined && !codes.has(name) && codes.nameOf(syntax.standard, name) !== undefined;

interface CodeOptions {
	/** The code that the document gives. */
	code: string | undefined;
	/** The field that it is in. */
	codeField: string | undefined;
	/** Whether a code may stand in the place of a name. */
	isCodeName: boolean;
	/** The code that is usual for the name. */
	usual?: string;
}

/** The code to write for a name and perhaps a code; undefined if this standard has none. */
function codeFor(
	codes: Codes,
	fields: SegmentFields,
	name: string | undefined,
	{ code, codeField, isCodeName, usual }: CodeOptions,
): string | undefined {
	const { syntax, isFromOther } = fields.ledger;
	const { standard } = syntax;
	if (name !== undefined && codes.has(name)) {
		if (code === undefined) return usual ?? codes.codeOf(standard, name);
		if (codes.nameOf(standard, code) === name) return code;
		checkCode(codes, fields, name, code, codeField!);
		fields.replaced(codeField!);
		return usual ?? codes.codeOf(standard, name);
	}
	const said = code ?? name!;
	if (isFromOther && !codes.isShared(said)) return undefined;
	const isCode = isCodeName ? code !== undefined || /^[A-Z0-9]{1,3}$/.test(said) : name === undefined;
	if (isCode) return said;
	const end = isCodeName ? ', and no code' : `. Give another code as “${codeField}”, without a name`;
	throw new Unfit(`is “${said}”, which is none of ${codes.namesIn(standard).join(', ')}${end}`);
}

/** A date, and its time in another element: X12. */
export function dateTime(dateAt: string, timeAt: string, path: string, { isRequired = false } = {}): Mapping {
	return {
		at: [dateAt, timeAt],
		paths: [path],
		read(texts, fields) {
			const date = isoDate(texts.at(dateAt));
			if (date === undefined) return;
			const time = isoTime(texts.at(timeAt));
			if (setAt(fields, path, time === undefined ? date : `${date}T${time}`))
				texts.claim(dateAt, ...(time === undefined ? [] : [timeAt]));
		},
		write(fields, put) {
			const given = fields.at(path);
			if (given === undefined) {
				if (isRequired) fields.isMissing(path);
				return;
			}
			attempt(fields, path, () => {
				const { date, time } = dateParts(given);
				put(dateAt, date, path);
				if (time !== '') put(timeAt, time, path);
				fields.wrote(path);
			});
		},
	};
}

/** A date without a time. A time that a document has is listed as not written. */
export function dateOnly(at: string, path: string, { isRequired = false } = {}): Mapping {
	const mapping = value(at, path, date, { isRequired });
	return {
		...mapping,
		write(fields, put) {
			const given = fields.at(path);
			if (given === undefined) return mapping.write(fields, put);
			attempt(fields, path, () => {
				const parts = dateParts(given);
				put(at, parts.date, path);
				if (parts.time === '') fields.wrote(path);
				else fields.wrotePart(path, String(given).trim().slice(0, 'CCYY-MM-DD'.length));
			});
		},
	};
}

/** How EDIFACT's element 2379 says that a date is written, by the number of its digits. */
const DATE_FORMATS: Record<string, number> = { '101': 6, '102': 8, '201': 10, '203': 12, '204': 14 };

/** A date of C507: its value with the format that it has. */
export function dateInFormat(valueAt: string, formatAt: string, path: string): Mapping {
	return {
		at: [valueAt, formatAt],
		paths: [path],
		read(texts, fields) {
			const said = texts.at(valueAt);
			const format = texts.at(formatAt);
			const dateDigits = format === '101' || format === '201' ? 6 : 8;
			if (!/^\d+$/.test(said) || said.length !== (DATE_FORMATS[format] ?? (format === '' ? 8 : -1))) return;
			const date = isoDate(said.slice(0, dateDigits));
			const time = said.length === dateDigits ? '' : isoTime(said.slice(dateDigits));
			if (date === undefined || time === undefined) return;
			if (setAt(fields, path, time === '' ? date : `${date}T${time}`)) texts.claim(valueAt, formatAt);
		},
		write(fields, put) {
			const given = fields.at(path);
			if (given === undefined) return;
			attempt(fields, path, () => {
				const { date, time } = dateParts(given);
				if (time.length > 6) throw new Unfit('has decimals of a second, which EDIFACT has no place for');
				put(valueAt, date + time, path);
				put(formatAt, time === '' ? '102' : time.length === 4 ? '203' : '204', path);
				fields.wrote(path);
			});
		},
	};
}

interface PairsOptions {
	/** The field for the codes that aren't the usual ones of their names. */
	codesPath: string;
	/** The code that is usual for a name and its value. */
	usualCode: (syntax: Syntax, name: string, value: string) => string | undefined;
	maxLength: Limit;
	/** The entry to write first, if it is there. */
	first?: string;
}

/** A code and a value by turns, such as PO106 to PO125: a field for each by the name of its code. */
export function pairs(
	places: [code: string, value: string][],
	path: string,
	codes: Codes,
	{ codesPath, usualCode, maxLength, first }: PairsOptions,
): Mapping {
	const form = text(maxLength);
	return {
		at: places.flat(),
		paths: [`${path}.*`, `${codesPath}.*`],
		read(texts, fields) {
			for (const [codeAt, valueAt] of places) {
				const [code, said] = [texts.at(codeAt), texts.at(valueAt)];
				if (code === '' || said === '') continue;
				const name = codes.nameOf(texts.syntax.standard, code) ?? code;
				const into = fieldsAt(fields, path);
				const key = Object.hasOwn(into, name) ? code : name;
				if (!setKey(into, key, said)) continue;
				if (key !== code && usualCode(texts.syntax, key, said) !== code)
					setKey(fieldsAt(fields, codesPath), key, code);
				texts.claim(codeAt, valueAt);
			}
		},
		write(fields, put) {
			const given = fields.at(path);
			if (given !== undefined && !isRecord(given)) return fields.refuse(path, 'is no object');
			const names = Object.keys(given ?? {});
			const free = [...places];
			for (const name of first && names.includes(first) ? [first, ...names] : names) {
				const [field, codeField] = [`${path}.${name}`, `${codesPath}.${name}`];
				if (free.length === 0) return;
				if (fields.in(path, name) === undefined || fields.isWritten(field)) continue;
				attempt(fields, field, () => {
					const said = form.write(fields.in(path, name), fields.syntax);
					const givenCode = fields.in(codesPath, name);
					const code = codeFor(codes, fields, name, {
						code: givenCode === undefined ? undefined : plainText(givenCode),
						codeField,
						isCodeName: true,
						usual: usualCode(fields.syntax, name, said),
					});
					if (code === undefined) return;
					const [codeAt, valueAt] = free.shift()!;
					put(codeAt, code, field);
					put(valueAt, said, field);
					if (isReadByName(codes, fields, name)) fields.replaced(field);
					fields.wrote(field);
					fields.wrote(codeField);
				});
			}
		},
	};
}

/**
 * A value whose field has the name of a code, such as a date with the qualifier of DTM. `path` is the object that has
 * such a field for each name; '' is the object of the segment itself.
 */
export function keyed(
	at: string,
	path: string,
	codes: Codes,
	valueOf: (field: string) => Mapping[],
): Mapping {
	const names = [...new Set(codes.rows.map(([name]) => name))];
	const fieldOf = (name: string): string => joined(path, name);
	const mappings = new Map(names.map((name) => [name, valueOf(fieldOf(name))]));
	const [some = []] = mappings.values();
	return {
		at: [at, ...some.flatMap((each) => each.at)],
		paths: names.map(fieldOf),
		codeOf: (field, standard) =>
			codes.codeOf(
				standard,
				names.find((name) => fieldOf(name) === field)!,
			),
		read(texts, fields) {
			const name = codes.nameOf(texts.syntax.standard, texts.at(at));
			if (name === undefined) return;
			const before = texts.claims;
			for (const mapping of mappings.get(name)!) mapping.read(texts, fields);
			if (texts.claims > before) texts.claim(at);
		},
		write(fields, put) {
			for (const name of codes.namesIn(fields.syntax.standard)) {
				const field = fieldOf(name);
				if (fields.at(field) === undefined || fields.isWritten(field)) continue;
				for (const mapping of mappings.get(name)!) mapping.write(fields, put);
				put(at, codes.codeOf(fields.syntax.standard, name)!, field);
				return;
			}
		},
	};
}

/** Entries of a list of texts, each at a place. More than there are places can't be written, unless the segment is repeated. */
export function entries(
	places: string[],
	path: string,
	maxLength: Limit,
	{ isRepeated = false } = {},
): Mapping {
	const form = text(maxLength);
	return {
		at: places,
		paths: [`${path}[]`],
		read(texts, fields) {
			for (const place of places) {
				const said = texts.at(place);
				if (said === '') continue;
				listAt(fields, path).push(said);
				texts.claim(place);
			}
		},
		write(fields, put) {
			const given = fields.at(path);
			if (given === undefined) return;
			if (!Array.isArray(given)) return fields.refuse(path, 'is no list');
			const left = [...given.keys()].filter((index) => !fields.isWritten(`${path}[${index}]`));
			if (left.length > places.length && !isRepeated)
				fields.refuse(path, `has ${left.length} entries; at most ${places.length} are allowed`);
			for (const [number, index] of left.slice(0, places.length).entries()) {
				const field = `${path}[${index}]`;
				attempt(fields, field, () => {
					put(places[number]!, form.write(given[index], fields.syntax), field);
					fields.wrote(field);
				});
			}
		},
	};
}

/** Texts at a place that say nothing more than the rest of the segment, such as who keeps the usual list of codes. */
export const expected = (at: string, said: string[]): Mapping => ({
	at: [at],
	paths: [],
	read(texts) {
		if (said.includes(texts.at(at))) texts.claim(at);
	},
	write: () => {},
});

/** A text that is there only beside a field, such as the qualifier of a value. */
export const beside = (path: string, at: string, said: string): Mapping => ({
	at: [at],
	paths: [],
	read(texts) {
		if (texts.at(at) === said) texts.claim(at);
	},
	write(fields, put) {
		if (fields.at(path) !== undefined) put(at, said, path);
	},
});

/** A text that may go on at other places, which are as long as they can be but for the last. */
export function longText(places: string[], path: string, limit: Limit): Mapping {
	return {
		at: places,
		paths: [path],
		read(texts, fields) {
			let said = '';
			for (const place of places) {
				const part = texts.rawAt(place);
				const isFull = said.length > 0 && said.length % limitIn(limit, texts.syntax) === 0;
				said += said === '' || part === '' || isFull ? part : ` ${part}`;
			}
			if (said.trim() !== '' && setAt(fields, path, said.trim())) texts.claim(...places);
		},
		write(fields, put) {
			const given = fields.at(path);
			if (given === undefined) return;
			attempt(fields, path, () => {
				const size = limitIn(limit, fields.syntax);
				const said = text(size * places.length).write(given, fields.syntax);
				for (const [index, place] of places.entries()) {
					const part = said.slice(index * size, (index + 1) * size);
					if (part !== '') put(place, part, path);
				}
				fields.wrote(path);
			});
		},
	};
}

/** Whether a reference says more than its type and value, or was read from a segment for references: it has a code of this standard. */
const needsOwnSegment = ({ syntax }: SegmentFields, { code, ...reference }: Fields): boolean =>
	(typeof code === 'string' && REFERENCES.nameOf(syntax.standard, code) !== undefined) ||
	Object.entries(reference).some(([name, value]) => !['type', 'value'].includes(name) && !isBlank(value));

/** A reference of this type that has a place of its own in a segment. */
export function referenceTo(
	type: string,
	at: string,
	maxLength: Limit,
	{ isRequired = false } = {},
): Mapping {
	const form = text(maxLength);
	return {
		at: [at],
		paths: ['references[].value'],
		read(texts, fields) {
			const said = texts.at(at);
			if (said === '') return;
			listAt(fields, 'references').push({ type, value: said });
			texts.claim(at);
		},
		write(fields, put) {
			const references = fields.at('references');
			const index = Array.isArray(references)
				? references.findIndex(
						(each: unknown, place) =>
							isRecord(each) &&
							each.type === type &&
							(isRequired || !needsOwnSegment(fields, each)) &&
							!fields.isWritten(`references[${place}].value`),
					)
				: -1;
			if (index < 0) {
				if (isRequired)
					fields.isMissing('references', `has no entry with the type “${type}”, which is needed`);
				return;
			}
			const path = `references[${index}]`;
			const reference = fields.entry(path, (references as Record<string, unknown>[])[index]!);
			value(at, 'value', form, { isRequired: true }).write(reference, within(put, path));
			for (const name of ['type', 'code']) reference.wrote(name);
			fields.ledger.taken.add(fields.pathOf(path));
			checkCode(REFERENCES, reference, type, reference.at('code'), 'code');
			reference.replaced('code');
		},
	};
}

/** An amount of money. */
export const amount = (at: string, path: string, options: ValueOptions = {}): Mapping =>
	value(at, path, decimal(18), options);
