import { orderIn } from '../../../bench/rounds';

test('two subjects take turns A B, B A', () => {
	expect([0, 1, 2].map((round) => orderIn(round, ['A', 'B']).join(''))).toEqual(['AB', 'BA', 'AB']);
});

test.each([2, 3, 4, 5, 6])(
	'of %i subjects, each is equally often at each place and after each other',
	(count) => {
		const subjects = [...'ABCDEF'].slice(0, count);
		const times = count % 2 ? 2 : 1;
		const places = new Map<string, number>();
		const followers = new Map<string, number>();
		const add = (to: Map<string, number>, key: string) => to.set(key, (to.get(key) ?? 0) + 1);
		for (let round = 0; round < count * times; round++) {
			orderIn(round, subjects).forEach((subject, place, order) => {
				add(places, `${subject} at ${place}`);
				if (place > 0) add(followers, `${subject} after ${order[place - 1]}`);
			});
		}
		expect([...places.values()]).toEqual(Array.from({ length: count * count }, () => times));
		expect([...followers.values()]).toEqual(Array.from({ length: count * (count - 1) }, () => times));
	},
);
