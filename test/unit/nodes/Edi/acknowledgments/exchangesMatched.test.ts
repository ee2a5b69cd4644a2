import { exchangesOf } from './exchanges';
import { match } from './files';

const issuesIn = ({ issues }: Record<string, unknown>): string[] =>
	(issues as { code: string }[]).map(({ code }) => code);

describe.each([1, 2, 3, 4, 5, 6, 7, 8])(
	'what Match Acknowledgments says of 100 exchanges, seed %d',
	(seed) => {
		const { sent, files, expected, contradicted } = exchangesOf(seed);
		let items: Record<string, unknown>[] = [];
		beforeAll(async () => {
			items = (await match(files, sent)).map(({ json }) => json);
		});

		test('no verdict is wrong', () => {
			const found = items
				.slice(0, sent.length)
				.map(({ sent: row, status }) => [(row as { id: string }).id, status]);
			expect(sent.length).toBeGreaterThan(300);
			expect(found).toEqual(sent.map(({ id }) => [id, expected.get(id)]));
		});

		test('each contradiction is an issue, and nothing else is', () => {
			const found = sent.filter((_, index) => issuesIn(items[index]!).length > 0).map(({ id }) => id);
			expect(new Set(found)).toEqual(contradicted);
			expect(new Set(items.slice(0, sent.length).flatMap(issuesIn))).toEqual(new Set(['contradiction']));
		});

		test('what was never sent is told apart', () => {
			const others = items.slice(sent.length);
			expect(others.length).toBeGreaterThan(0);
			for (const other of others) expect(issuesIn(other)).toContain('not-sent');
		});
	},
);
