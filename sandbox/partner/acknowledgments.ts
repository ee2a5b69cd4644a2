import { isAcknowledgmentGroup, isControl } from './documents';
import { tagOf, valueAt, type Interchange, type Message } from './interchange';
import { nameOf } from './names';
import type { ReceivedVerdict, SentAcknowledgment, SentOrder } from './types';

/** What an acknowledgment says about one group (997, 999) or interchange (TA1, CONTRL). */
export interface Statement {
	type: SentAcknowledgment['type'];
	/** The sender and receiver of what is acknowledged. */
	sender: string;
	receiver: string;
	interchangeControlNumber?: string;
	group?: { type: string; controlNumber: string };
	/** The code of the group or interchange. */
	code: string;
	/** The codes of the messages that are named. */
	messages: Array<{ type: string; controlNumber: string; code: string }>;
}

/** Reads the acknowledgments in an interchange. */
export function statementsIn(interchange: Interchange): Statement[] {
	return interchange.standard === 'X12' ? x12Statements(interchange) : controlStatements(interchange);
}

function x12Statements(interchange: Interchange): Statement[] {
	const { sender, receiver } = nameOf(interchange);
	const acknowledged = { sender: receiver, receiver: sender };
	const onInterchanges = interchange.others
		.filter((segment) => tagOf(segment) === 'TA1')
		.map((segment) => ({
			...acknowledged,
			type: 'TA1' as const,
			interchangeControlNumber: valueAt(segment, 1),
			code: valueAt(segment, 4),
			messages: [],
		}));
	const onGroups = interchange.groups
		.filter(isAcknowledgmentGroup)
		.flatMap(({ messages }) => messages)
		.map((message) => ({ ...acknowledged, ...functionalAcknowledgment(message) }));
	return [...onInterchanges, ...onGroups];
}

function functionalAcknowledgment({ header, body }: Message) {
	const find = (tag: string) => body.find((segment) => tagOf(segment) === tag);
	const messages: Statement['messages'] = [];
	for (const segment of body) {
		if (tagOf(segment) === 'AK2')
			messages.push({ type: valueAt(segment, 1), controlNumber: valueAt(segment, 2), code: '' });
		const current = messages.at(-1);
		if (current && ['AK5', 'IK5'].includes(tagOf(segment))) current.code = valueAt(segment, 1);
	}
	return {
		type: valueAt(header, 1) as '997' | '999',
		group: { type: valueAt(find('AK1'), 1), controlNumber: valueAt(find('AK1'), 2) },
		code: valueAt(find('AK9'), 1),
		messages,
	};
}

function controlStatements({ groups }: Interchange): Statement[] {
	return groups
		.flatMap(({ messages }) => messages)
		.filter(isControl)
		.map(({ body }) => {
			const uci = body.find((segment) => tagOf(segment) === 'UCI');
			return {
				type: 'CONTRL',
				sender: valueAt(uci, 2).trim(),
				receiver: valueAt(uci, 3).trim(),
				interchangeControlNumber: valueAt(uci, 1),
				code: valueAt(uci, 4),
				messages: body
					.filter((segment) => tagOf(segment) === 'UCM')
					.map((segment) => ({
						type: valueAt(segment, 2),
						controlNumber: valueAt(segment, 1),
						code: valueAt(segment, 3),
					})),
			};
		});
}

/** What an acknowledgment says about an order. Undefined if it is about something else. */
export function verdictOn(
	order: SentOrder,
	statement: Statement,
): Pick<ReceivedVerdict, 'code' | 'verdict'> | undefined {
	const { type, group } = statement;
	const { interchange } = order;
	const isAbout =
		statement.sender === interchange.sender &&
		statement.receiver === interchange.receiver &&
		(type === 'CONTRL') === (interchange.standard === 'EDIFACT') &&
		(group
			? group.type === 'PO' && group.controlNumber === order.groupControlNumber
			: statement.interchangeControlNumber === interchange.controlNumber);
	if (!isAbout) return undefined;
	const named = statement.messages.find(
		(message) => message.type === order.type && message.controlNumber === order.messageControlNumber,
	);
	const code = named?.code ?? statement.code;
	return { code, verdict: meaning(statement, code) };
}

function meaning({ type, messages }: Statement, code: string): ReceivedVerdict['verdict'] {
	if (type === 'CONTRL') return code === '7' ? 'accepted' : code === '8' ? 'received' : 'rejected';
	// A group that is accepted in part names what it rejects. If it names nothing, nobody knows what that is.
	if (code === 'P') return messages.length > 0 ? 'accepted' : 'received';
	if (code !== 'A' && code !== 'E') return 'rejected';
	return type === 'TA1' ? 'received' : 'accepted';
}
