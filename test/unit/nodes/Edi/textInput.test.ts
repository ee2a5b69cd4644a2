import type { MessageJson } from '../../../../nodes/Edi/json/messageJson';
import { order, orders, UNB } from './files';
import { readText, write } from './node';

const edifact = (identifier: string, text: string) =>
	orders([`FTX+AAI+++${text}`], "'", UNB.replace('UNOC', identifier));
const items = async (content: string) =>
	(await readText(content)).map(({ json }) => json as unknown as MessageJson);
const textIn = ({ segments }: MessageJson) => segments![1]!.at(-1);
const codesIn = ({ issues }: MessageJson) => issues.map(({ code }) => code);

test.each<[string, [string, string][]]>([
	[
		'X12 and Cyrillic',
		[
			[order(['N1*ST*Ж']), 'Ж'],
			[edifact('UNOE', 'Ж'), 'Ж'],
		],
	],
	[
		'two sets with other places for a letter',
		[
			[edifact('UNOL', '€'), '€'],
			[edifact('UNOY', '€ß'), '€ß'],
		],
	],
	[
		'with UNA, and text between',
		[
			[edifact('UNOE', 'Ж'), 'Ж'],
			[`\nжЖ\nUNA:+.? '${edifact('UNOC', 'é')}`, 'é'],
		],
	],
	['letters that look like UTF-8', [[edifact('UNOC', 'Ã¤'), 'Ã¤']]],
])('text that is entered is read as it stands: %s', async (_, parts) => {
	const read = await items(parts.map(([text]) => text).join(''));
	expect(read.map(textIn)).toEqual(parts.map(([, value]) => value));
	expect(read.flatMap(codesIn).filter((code) => code.startsWith('character'))).toEqual([]);
});

test('a letter that UNB does not allow comes out, with a warning', async () => {
	const read = await items(edifact('UNOL', '€') + edifact('UNOC', '€'));
	expect(read.map(textIn)).toEqual(['€', '€']);
	expect(read.map((item) => codesIn(item).includes('character-set-wrong'))).toEqual([false, true]);
	expect((await items(edifact('UNOA', 'ü'))).map(codesIn)).toEqual([['character-set-wrong']]);
});

test('Write gives each interchange the bytes that its UNB names', async () => {
	const read = await items(edifact('UNOE', 'Ж') + edifact('UNOC', 'Ã¤'));
	const files = await write(read, { batch: 'interchange' });
	expect(files.map(({ text }) => text)).toEqual([edifact('UNOE', '\xb6'), edifact('UNOC', '\xc3\xa4')]);
});
