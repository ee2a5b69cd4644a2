/** One interchange of an X12 file: who sent it to whom, the first document type in it, and how many documents. */
export interface X12Interchange {
	senderQualifier: string;
	sender: string;
	receiverQualifier: string;
	receiver: string;
	documentType: string;
	count: number;
}

const ISA_LENGTH = 106;

/** Reads the envelopes of an X12 file; anything else has none. */
export function interchangesOf(content: Buffer): X12Interchange[] {
	const text = content.toString('latin1').trimStart();
	if (!text.startsWith('ISA') || text.length < ISA_LENGTH) return [];
	const separator = text.charAt(3);
	const terminator = text.charAt(ISA_LENGTH - 1);

	const interchanges: X12Interchange[] = [];
	for (const segment of text.split(terminator)) {
		const elements = segment.trim().split(separator);
		const current = interchanges.at(-1);
		if (elements[0] === 'ISA') {
			const [senderQualifier = '', sender = '', receiverQualifier = '', receiver = ''] = elements
				.slice(5, 9)
				.map((element) => element.trim());
			interchanges.push({ senderQualifier, sender, receiverQualifier, receiver, documentType: '', count: 0 });
		} else if (elements[0] === 'ST' && current) {
			current.documentType ||= elements[1] ?? '';
			current.count++;
		}
	}
	return interchanges;
}

/** What the manifest of a parcel says about its content. */
export const manifestOf = (content: Buffer) =>
	interchangesOf(content).map(({ sender, receiver, documentType, count }) => ({
		sender,
		receiver,
		documentType,
		count,
	}));

export interface X12Party {
	qualifier: string;
	id: string;
}

/** A small X12 file with one document of the given type. */
export function testFile(from: X12Party, to: X12Party, documentType: string, when: Date): string {
	const date = when.toISOString().slice(0, 10).replaceAll('-', '');
	const time = when.toISOString().slice(11, 16).replace(':', '');
	const isa = [
		'ISA',
		'00',
		' '.repeat(10),
		'00',
		' '.repeat(10),
		from.qualifier,
		from.id.padEnd(15),
		to.qualifier,
		to.id.padEnd(15),
		date.slice(2),
		time,
		'U',
		'00401',
		'000000001',
		'0',
		'T',
		'>',
	];
	return [
		isa.join('*'),
		`GS*XX*${from.id}*${to.id}*${date}*${time}*1*X*004010`,
		`ST*${documentType}*0001`,
		'NTE**ECGrid test file',
		'SE*3*0001',
		'GE*1*1',
		'IEA*1*000000001',
		'',
	].join('~\n');
}
