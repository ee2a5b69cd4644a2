import type { Acknowledgment, Statement } from './exchangePlan';

type Values = Array<string | string[]>;

/** Writes an acknowledgment as a file, with the partner as its sender. */
export function textOf(acknowledgment: Acknowledgment, controlNumber: number): string {
	const { partner } = acknowledgment;
	const [element, component, terminator] = partner.separators;
	const isControl = partner.acknowledgment === 'CONTRL';
	const segments = isControl ? control : functional;
	const una = isControl ? `UNA${component}${element}.? ${terminator}\n` : '';
	const lines = segments(acknowledgment, controlNumber).map((segment) =>
		segment.map((value) => [value].flat().join(component)).join(element),
	);
	return una + lines.map((line) => `${line}${terminator}\n`).join('');
}

function functional({ partner, statements }: Acknowledgment, n: number): Values[] {
	const { id, ourId, version, acknowledgment, separators } = partner;
	const interchange = String(n).padStart(9, '0');
	const blank = ' '.repeat(10);
	const parties = ['ZZ', id.padEnd(15), 'ZZ', ourId.padEnd(15)];
	const isNew = version >= '005010';
	const repetition = isNew ? '^' : 'U';
	const times = ['261126', '1200', repetition, isNew ? '00501' : '00401'];
	const isa = ['ISA', '00', blank, '00', blank, ...parties, ...times, interchange, '0', 'P', separators[1]];
	const onInterchange = statements.filter(({ level }) => level === 'TA1');
	const onGroups = statements.filter(({ level }) => level === 'group');
	const sets = onGroups.map((statement, index) => set(statement, String(index + 1).padStart(4, '0')));
	return [
		isa,
		...onInterchange.map(({ code, messages }) => [
			'TA1',
			messages[0]!.interchangeControlNumber,
			'261126',
			'1130',
			code,
			code === 'A' ? '000' : '023',
		]),
		...(sets.length > 0
			? [
					['GS', 'FA', id, ourId, '20261126', '1200', String(n), 'X', version],
					...sets.flat(),
					['GE', String(sets.length), String(n)],
				]
			: []),
		['IEA', sets.length > 0 ? '1' : '0', interchange],
	];

	function set({ messages, code, named, accepted }: Statement, controlNumber: string): Values[] {
		const { groupType, groupControlNumber } = messages[0]!;
		const verdict = acknowledgment === '999' ? 'IK5' : 'AK5';
		const count = String(messages.length);
		const body = [
			['AK1', groupType!, groupControlNumber!, ...(isNew ? [version] : [])],
			...named.flatMap(({ message, code: own }) => [
				['AK2', message.type, message.messageControlNumber],
				[verdict, own, ...(own === 'A' ? [] : ['5'])],
			]),
			['AK9', code, count, count, String(accepted)],
		];
		return [
			['ST', acknowledgment, controlNumber, ...(acknowledgment === '999' ? [version] : [])],
			...body,
			['SE', String(body.length + 2), controlNumber],
		];
	}
}

function control({ partner, statements }: Acknowledgment, n: number): Values[] {
	const { id, ourId, version } = partner;
	const isSyntax4 = version === '4';
	const messages = statements.map(({ messages: [first], code, named }, index): Values[] => {
		const body: Values[] = [
			['UCI', first!.interchangeControlNumber, [ourId, 'ZZZ'], [id, 'ZZZ'], code],
			...named.map(({ message, code: own }): Values => {
				const type = [message.type, 'D', '96A', 'UN'];
				return ['UCM', message.messageControlNumber, type, own, ...(own === '4' ? ['12'] : [])];
			}),
		];
		const number = String(index + 1);
		const type = isSyntax4 ? ['CONTRL', '4', '1', 'UN'] : ['CONTRL', 'D', '3', 'UN'];
		return [['UNH', number, type], ...body, ['UNT', String(body.length + 2), number]];
	});
	const date = isSyntax4 ? '20261126' : '261126';
	return [
		['UNB', ['UNOA', version], [id, 'ZZZ'], [ourId, 'ZZZ'], [date, '1200'], String(n)],
		...messages.flat(),
		['UNZ', String(messages.length), String(n)],
	];
}
