import type { SentMessage, Statement } from './exchangePlan';
import type { Kind } from './kinds';
import type { Random } from './random';

/** A 997 or 999 of a kind. */
export function groupVerdict(kind: Kind, messages: SentMessage[], random: Random): Statement {
	const count = messages.length;
	const bad = random(count);
	const rejection = ['R', 'R', 'R', 'M', 'W', 'X'][random(6)]!;
	const named = (codeOf: (index: number) => string) =>
		messages.map((message, index) => ({ message, code: codeOf(index) }));
	const oneBad = named((index) => (index === bad ? rejection : 'A'));
	const statement = (code: string, accepted: number, all: Statement['named'] = []): Statement => ({
		level: 'group',
		messages,
		code,
		named: all,
		accepted,
	});
	switch (kind) {
		case 'accepted as a whole':
			return statement('A', count);
		case 'accepted with errors':
			return random(2) === 0
				? statement('E', count)
				: statement(
						'E',
						count,
						named((index) => (index === bad ? 'E' : 'A')),
					);
		case 'partly accepted':
			return statement('P', count - 1, oneBad);
		case 'partly accepted, rejected ones named':
			return statement('P', count - 1, oneBad.slice(bad, bad + 1));
		case 'partly accepted, none named':
			return statement('P', count - 1);
		case 'rejected':
			return statement(
				'R',
				0,
				named(() => rejection),
			);
		case 'rejected as a whole':
			return statement('R', 0);
		case 'contradictory':
			return [
				statement('A', count, oneBad),
				statement('P', count, oneBad),
				statement('R', 0, oneBad),
				statement(
					'A',
					count - 1,
					named(() => 'A'),
				),
				statement('R', count),
			][random(5)]!;
		default:
			return statement(
				'A',
				count,
				named(() => 'A'),
			);
	}
}

/** A CONTRL of a kind. */
export function controlVerdict(kind: Kind, messages: SentMessage[], random: Random): Statement {
	const bad = random(messages.length);
	const named = (codeOf: (index: number) => string) =>
		messages.map((message, index) => ({ message, code: codeOf(index) }));
	const oneBad = named((index) => (index === bad ? '4' : '7'));
	const statement = (code: string, all: Statement['named'] = []): Statement => ({
		level: 'CONTRL',
		messages,
		code,
		named: all,
		accepted: 0,
	});
	switch (kind) {
		case 'accepted as a whole':
			return statement('7');
		case 'partly accepted':
			return statement('7', oneBad);
		case 'partly accepted, rejected ones named':
			return statement('7', oneBad.slice(bad, bad + 1));
		case 'rejected':
			return statement(
				['4', '7'][random(2)]!,
				named(() => '4'),
			);
		case 'rejected as a whole':
			return statement('4');
		case 'only received':
			return statement('8');
		case 'contradictory':
			return statement('4', random(2) === 0 ? oneBad : named(() => '7'));
		default:
			return statement(
				'7',
				named(() => '7'),
			);
	}
}
