import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { writeFile } from '../file/writeFile';
import type { EdiFile, Envelope, Interchange } from '../interchange/tree';
import { inputFileOf } from './input';
import { forEachItem, type Run } from './run';
import { fileItem, FileNames } from './output';
import { choiceIn } from './parameterValues';
import { interchangesIn } from './read';

const INTO = ['interchange', 'group', 'message'] as const;
type Into = (typeof INTO)[number];

/** A part without what belongs to no part: that comes with the first one. */
const withoutOther = <T extends Envelope>(part: T, isLater: boolean): T =>
	isLater ? { ...part, header: part.header.slice(0, 1), other: [] } : part;

/** An interchange as several, each with one group or one message, in its own envelope. A group without messages is one, too. */
function partsOf(interchange: Interchange, into: Into): Interchange[] {
	if (into === 'interchange') return [interchange];
	const groups =
		into === 'group'
			? interchange.groups
			: interchange.groups.flatMap((group) =>
					group.messages.length === 0
						? [group]
						: group.messages.map((message, index) =>
								withoutOther({ ...group, messages: [message] }, index > 0),
							),
				);
	return groups.length === 0
		? [interchange]
		: groups.map((group, index) => withoutOther({ ...interchange, groups: [group] }, index > 0));
}

/** The parts of a file, without what stands around its interchanges. */
const partsIn = ({ interchanges }: EdiFile, into: Into): Interchange[] =>
	interchanges.flatMap((interchange) => partsOf({ ...interchange, before: undefined }, into));

async function perform(
	context: IExecuteFunctions,
	itemIndex: number,
	names: FileNames,
): Promise<INodeExecutionData[]> {
	const options = context.getNodeParameter('options', itemIndex, {}) as { encoding?: string };
	const splitInto = context.getNodeParameter('splitInto', itemIndex);
	const into = choiceIn(context, itemIndex, 'One File For', splitInto, INTO);
	const input = await inputFileOf(context, itemIndex);
	const file = interchangesIn(context, itemIndex, input, options.encoding);
	const parts = partsIn(file, into);
	const output: INodeExecutionData[] = [];
	for (const [index, interchange] of parts.entries()) {
		const bytes = writeFile({ interchange, utf16: file.utf16 });
		const part = index + 1;
		const number = parts.length > 1 ? part : undefined;
		const more = { number, part, parts: parts.length };
		output.push(await fileItem(context, itemIndex, interchange, bytes, names, more));
	}
	return output;
}

/** Makes a file of each interchange, group or message. */
export const split: Run = async (context, failed) => {
	const names = new FileNames();
	return await forEachItem(async (...item) => await perform(...item, names))(context, failed);
};
