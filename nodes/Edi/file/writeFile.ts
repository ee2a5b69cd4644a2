import { standards } from './standards';
import { NotWritable } from '../interchange/notWritable';
import { readFile } from './readFile';
import type { EdiFile, Interchange, Segment } from '../interchange/tree';
import { withoutTrailingEmpty } from '../interchange/values';
import { writeInterchange } from '../interchange/writeInterchange';

const segmentsIn = (interchange: Interchange): Segment[][] =>
	interchange.groups.flatMap(({ messages }) => messages.map(({ segments }) => segments));

const same = (one: Segment, other: Segment | undefined): boolean =>
	other !== undefined &&
	JSON.stringify(withoutTrailingEmpty(one)) === JSON.stringify(withoutTrailingEmpty(other));

/** Reads what was written. Throws NotWritable if it doesn't say the same as what was to be written. */
function checkWritten(bytes: Buffer, written: Interchange): void {
	const [read, ...more] = readFile(bytes, { characterSet: written.characterSet }).interchanges;
	const wanted = segmentsIn(written);
	const found = read ? segmentsIn(read) : [];
	if (more.length > 0 || found.length !== wanted.length) {
		throw new NotWritable(
			'segments',
			`can't be read back: ${wanted.length} messages were written, ${found.length} are read`,
		);
	}
	const { isWritten, message: pair } = standards[written.standard];
	wanted.forEach((segments, message) => {
		let place = 0;
		segments.forEach((segment, index) => {
			if (index > 0 && index === segments.length - 1 && segment[0] === pair.trailer) return;
			const again = found[message]![place];
			if (same(segment, again)) return void place++;
			if (index > 0 && !isWritten(withoutTrailingEmpty(segment))) return;
			throw new NotWritable(
				`segments[${index}]`,
				`of message ${message + 1} is read back differently: ${JSON.stringify(again)?.slice(0, 200)}`,
			);
		});
	});
}

/** An interchange as a file. What was changed is read back before it is returned. Throws NotWritable. */
export function writeFile(interchange: Interchange, after = '', utf16?: EdiFile['utf16']): Buffer {
	const { bytes, isAsRead } = writeInterchange(standards[interchange.standard], interchange);
	if (!isAsRead && interchange.header.length > 0) checkWritten(bytes, interchange);
	const whole = after === '' ? bytes : Buffer.concat([bytes, Buffer.from(after, 'latin1')]);
	if (!utf16) return whole;
	const encoded = Buffer.from(whole.toString('utf8'), 'utf16le');
	return utf16 === 'UTF-16LE' ? encoded : encoded.swap16();
}
