import { textOf } from './acknowledgmentText';
import type { Acknowledgment, Partner, SentMessage, Statement } from './exchangePlan';
import { contradicts, statusAfter, statusesBy, type Status } from './expectedStatus';
import { kinds, onlyEdifact, onlyX12, type Kind } from './kinds';
import { controlVerdict, groupVerdict } from './plannedVerdicts';
import { randomFrom } from './random';

export interface Exchange {
	kind: Kind;
	sent: SentMessage[];
}

export interface Exchanges {
	exchanges: Exchange[];
	/** What we sent, in this order. Partners have the same control numbers, and so have groups of different types. */
	sent: SentMessage[];
	/** The acknowledgments that arrive, as files, in this order. */
	files: string[];
	/** What each file says. */
	acknowledgments: Acknowledgment[];
	/** The status of each sent message after all files, by ID. */
	expected: Map<string, Status>;
	/** The sent messages with an acknowledgment that contradicts itself. */
	contradicted: Set<string>;
}

const partners: Partner[] = [
	{
		id: 'ALDER',
		ourId: 'HUB',
		acknowledgment: '997',
		version: '004010',
		separators: ['*', '>', '~'],
	},
	{
		id: 'BIRCH',
		ourId: 'HUB',
		acknowledgment: '999',
		version: '005010',
		separators: ['|', ':', '!'],
	},
	{
		id: 'CEDAR',
		ourId: 'HUB',
		acknowledgment: 'CONTRL',
		version: '3',
		separators: ['+', ':', "'"],
	},
	{
		id: 'DOGWOOD',
		ourId: 'HUBEAST',
		acknowledgment: 'CONTRL',
		version: '4',
		separators: ['|', ',', '~'],
	},
];

const types = {
	X12: [
		{ type: '850', group: 'PO' },
		{ type: '810', group: 'IN' },
	],
	EDIFACT: [{ type: 'ORDERS' }, { type: 'INVOIC' }],
};

/**
 * Generates interchanges that we send to four partners, two of each standard, the acknowledgments that arrive,
 * and the status that each message should have in the end. The statuses follow from what was planned, not from
 * the files.
 */
export function exchangesOf(seed: number, count = 100): Exchanges {
	const random = randomFrom(seed);
	const numbers = new Map(partners.map(({ id }) => [id, 0]));
	const exchanges: Exchange[] = [];
	const arriving: Array<{ at: number; acknowledgment: Acknowledgment }> = [];

	for (let index = 0; index < count; index++) {
		const kind = kinds[index % kinds.length]!;
		const able = partners.filter(({ acknowledgment }) =>
			acknowledgment === 'CONTRL' ? !onlyX12.includes(kind) : !onlyEdifact.includes(kind),
		);
		const partner = able[random(able.length)]!;
		const n = numbers.get(partner.id)! + 1;
		numbers.set(partner.id, n);
		const groups = interchange(partner, n, kind);
		if (kind !== 'unknown') exchanges.push({ kind, sent: groups.flat() });
		for (const { delay, statements } of answers(kind, partner, groups))
			arriving.push({ at: index + delay, acknowledgment: { partner, statements } });
	}

	const acknowledgments = arriving
		.sort((left, right) => left.at - right.at)
		.map(({ acknowledgment }) => acknowledgment);
	return { exchanges, acknowledgments, ...outcome(exchanges, acknowledgments) };

	/** The messages of an interchange, by group. In EDIFACT it is one list. */
	function interchange(partner: Partner, n: number, kind: Kind): SentMessage[][] {
		const isX12 = partner.acknowledgment !== 'CONTRL';
		const groupCount = isX12 ? (kind === 'one lost' ? 2 : 1 + random(2)) : 1;
		return Array.from({ length: groupCount }, (_, group) => {
			const { type, group: groupType } = {
				group: undefined,
				...types[isX12 ? 'X12' : 'EDIFACT'][isX12 ? group : random(2)]!,
			};
			return Array.from({ length: 2 + random(3) }, (__, message) => ({
				id: `${partner.id}-${n}-${group + 1}-${message + 1}`,
				sender: partner.ourId,
				receiver: partner.id,
				interchangeControlNumber: isX12 ? String(n).padStart(9, '0') : String(n),
				// Both groups of an interchange have the same number.
				...(isX12 && { groupType, groupControlNumber: String(n) }),
				messageControlNumber: isX12 ? String(message + 1).padStart(4, '0') : String(message + 1),
				type,
			}));
		});
	}

	/** The acknowledgments of an interchange, and how much later each arrives. */
	function answers(kind: Kind, partner: Partner, groups: SentMessage[][]) {
		const isX12 = partner.acknowledgment !== 'CONTRL';
		const soon = random(3);
		const say = (as: Kind) =>
			groups.map((messages) => (isX12 ? groupVerdict : controlVerdict)(as, messages, random));
		const plain: Kind[] = ['accepted', 'accepted as a whole', 'partly accepted', 'rejected'];
		const any = say(plain[random(plain.length)]!);
		const ta1 = (code: string): Statement => ({
			level: 'TA1',
			messages: groups.flat(),
			code,
			named: [],
			accepted: 0,
		});
		const receipt = say('only received');
		switch (kind) {
			case 'lost':
				return [];
			case 'one lost':
				return [{ delay: soon, statements: isX12 ? any.slice(random(2)).slice(0, 1) : receipt }];
			case 'doubled':
				return [soon, soon + 1 + random(10)].map((delay) => ({ delay, statements: any }));
			case 'late':
				return [{ delay: 20 + random(40), statements: any }];
			case 'rejected by TA1':
				return [{ delay: soon, statements: [ta1('R')] }];
			case 'only a TA1':
				return [{ delay: soon, statements: [ta1('A')] }];
			case 'TA1 and verdict':
				return random(2) === 0
					? [{ delay: soon, statements: [ta1('A'), ...any] }]
					: [
							{ delay: soon, statements: [ta1(['A', 'E'][random(2)]!)] },
							{ delay: soon + 1, statements: any },
						];
			case 'received, then the verdict':
				return [
					{ delay: soon, statements: receipt },
					{ delay: soon + 2, statements: any },
				];
			case 'the verdict, then received':
				return [
					{ delay: soon, statements: any },
					{ delay: soon + 2, statements: receipt },
				];
			case 'unknown':
				return [{ delay: soon, statements: any }];
			default:
				return [{ delay: soon, statements: say(kind) }];
		}
	}
}

/** What we sent, what arrives, and what each message should be in the end. */
function outcome(exchanges: Exchange[], acknowledgments: Acknowledgment[]) {
	const sent = exchanges.flatMap((exchange) => exchange.sent);
	const statements = acknowledgments.flatMap((acknowledgment) => acknowledgment.statements);
	const said = statements.map(statusesBy);
	const expected = new Map(
		sent.map(({ id }) => [id, statusAfter(said.flatMap((statuses) => statuses.get(id) ?? []))]),
	);
	const isSent = (id: string) => expected.has(id);
	const contradicted = statements
		.filter(contradicts)
		.flatMap(({ messages }) => messages.map(({ id }) => id))
		.filter(isSent);
	return {
		sent,
		files: acknowledgments.map((acknowledgment, index) => textOf(acknowledgment, 9001 + index)),
		expected,
		contradicted: new Set(contradicted),
	};
}
