import { text } from '../engine/forms';
import { beside, value } from '../engine/mappings';
import { here, loop, segment, unmapped } from '../engine/rules';
import type { Rule } from '../engine/table';

/** CUR. */
export const x12Currency = segment('CUR', [value('2', 'currency', text(3, 3))], {
	match: { '1': ['BY', 'SE'] },
});

/** CUX: the currency of reference. */
export const edifactCurrency = (usage: string): Rule[] => [
	loop(
		segment('CUX', [value('1.2', 'currency', text(3, 3)), beside('currency', '1.3', usage)], {
			match: { '1.1': ['2', '1'] },
		}),
		here,
		[unmapped('PCD'), unmapped('DTM')],
	),
	unmapped('CUX', ['PCD', 'DTM']),
];
