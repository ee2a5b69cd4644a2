import { nextControlNumber } from '../../../../../nodes/Edi/documents/controlNumbers';

const START = Date.UTC(2026, 0, 1);
/** The moment at which the clock alone would give this number. */
const at = (number: number): number => START + number * 100;

test.each<[string, number[], number, number]>([
	['without a last one, the clock', [], at(4711), 4711],
	['behind the clock, the clock', [4000, 12], at(4711), 4711],
	['as far as the clock, one more', [4711], at(4711), 4712],
	['ahead of the clock, one more', [5000, 4711], at(4711), 5001],
	['the clock was set back', [5000], at(1), 5001],
	['the last one before the wrap', [], at(999_999_999), 999_999_999],
	['after the wrap', [999_999_999], at(1_000_000_050), 51],
	['at the wrap, ahead of the clock', [999_999_999], at(999_999_998), 1],
	['over the wrap ahead of the clock', [5], at(999_999_995), 6],
	['over the wrap, with a number stored before it', [5, 999_999_990], at(999_999_995), 6],
	['just after the wrap', [999_999_999], at(999_999_999), 1],
])('%s', (_, last, now, next) => {
	expect(nextControlNumber(last, now)).toBe(next);
});

test('a clock before 2026 gives numbers that rise, too', () => {
	const first = nextControlNumber([], Date.UTC(1970, 0, 1));
	expect(first).toBeGreaterThan(0);
	expect(first).toBeLessThan(1_000_000_000);
	expect(nextControlNumber([first], Date.UTC(1970, 0, 1))).toBe(first + 1);
});
