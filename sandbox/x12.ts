/** The sender or receiver in the envelope of an EDI file. */
export interface X12Party {
	qualifier: string;
	id: string;
}

export interface X12Interchange {
	sender: X12Party;
	receiver: X12Party;
	/** The type of the first transaction set in the interchange. */
	documentType: string;
	/** The number of transaction sets in the interchange. */
	count: number;
}

const ISA_LENGTH = 106;

/** Reads the interchange envelopes of an X12 file. Any other file has none. */
export function interchangesOf(content: Buffer): X12Interchange[] {
	const text = content.toString('latin1').trimStart();
	if (!text.startsWith('ISA') || text.length < ISA_LENGTH) return [];
	const separator = text.charAt(3);
	const terminator = text.charAt(ISA_LENGTH - 1);

	const interchanges: X12Interchange[] = [];
	for (const segment of text.split(terminator)) {
		const elements = segment.split(separator).map((element) => element.trim());
		const current = interchanges.at(-1);
		if (elements[0] === 'ISA') {
			const party = (at: number) => ({ qualifier: elements[at] ?? '', id: elements[at + 1] ?? '' });
			interchanges.push({ sender: party(5), receiver: party(7), documentType: '', count: 0 });
		} else if (elements[0] === 'ST' && current) {
			current.documentType ||= elements[1] ?? '';
			current.count++;
		}
	}
	return interchanges;
}

/** A time in the formats of an envelope: CCYYMMDD and HHMM. */
export function stamp(when: Date): { date: string; time: string } {
	const iso = when.toISOString();
	return { date: iso.slice(0, 10).replaceAll('-', ''), time: iso.slice(11, 16).replace(':', '') };
}

/** Returns the elements of an ISA segment, padded. */
export function isaElements(
	from: X12Party,
	to: X12Party,
	when: Date,
	{
		repetition = 'U',
		version = '00401',
		controlNumber = '000000001',
		acknowledgmentRequested = '0',
		usage = 'T',
		component = '>',
	} = {},
): string[] {
	const { date, time } = stamp(when);
	const blank = ' '.repeat(10);
	return [
		'ISA',
		'00',
		blank,
		'00',
		blank,
		...[from, to].flatMap(({ qualifier, id }) => [qualifier, id.padEnd(15)]),
		date.slice(2),
		time,
		repetition,
		version,
		controlNumber,
		acknowledgmentRequested,
		usage,
		component,
	];
}

/** Returns a small X12 file with one transaction set of the given type. */
export function testFile(from: X12Party, to: X12Party, documentType: string, when: Date): string {
	const { date, time } = stamp(when);
	const segments = [
		isaElements(from, to, when).join('*'),
		`GS*XX*${from.id}*${to.id}*${date}*${time}*1*X*004010`,
		`ST*${documentType}*0001`,
		'NTE**ECGrid test file',
		'SE*3*0001',
		'GE*1*1',
		'IEA*1*000000001',
	];
	return segments.map((segment) => `${segment}~\n`).join('');
}
